/** What is kept in the browser between visits, and nothing else: not a word of what was said. */
export interface Session {
  token: string;
  conversationId: string;
}

const KEY = 'tobira.session';

/** The part of `localStorage` that is needed here. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps the session in the browser; where storage is forbidden, for as long as the page is open. */
export class SessionKeeper {
  readonly #drawer: () => Drawer;
  #held: Session | undefined;

  /** @param drawer may throw: browsers forbid even the look at `localStorage` in some private modes */
  constructor(drawer: () => Drawer) {
    this.#drawer = drawer;
  }

  read(): Session | undefined {
    return this.#held ?? parse(this.#try((drawer) => drawer.getItem(KEY)));
  }

  keep({ token, conversationId }: Session): void {
    this.#held = { token, conversationId };
    this.#try((drawer) => drawer.setItem(KEY, JSON.stringify({ token, conversationId })));
  }

  forget(): void {
    this.#held = undefined;
    this.#try((drawer) => drawer.removeItem(KEY));
  }

  #try<T>(use: (drawer: Drawer) => T): T | undefined {
    try {
      return use(this.#drawer());
    } catch {
      // Storage is full or forbidden: the conversation then lasts as long as the page.
      return undefined;
    }
  }
}

function parse(text: string | null | undefined): Session | undefined {
  if (!text) return undefined;
  try {
    const { token, conversationId } = JSON.parse(text) as Partial<Session>;
    return typeof token === 'string' && typeof conversationId === 'string' ? { token, conversationId } : undefined;
  } catch {
    // Written by something else: as good as nothing.
    return undefined;
  }
}
