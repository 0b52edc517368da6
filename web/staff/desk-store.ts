import { ApiError, type StaffApi } from './api.ts';
import type { Case, CaseSummary, Colleague } from './types.ts';

export type Tab = 'waiting' | 'mine' | 'open' | 'closed';

/** Everything the console shows. Replaced as a whole with every change. */
export interface DeskView {
  /** `unknown` until the server has said whether somebody is signed in. */
  staff: Colleague | 'unknown' | 'nobody';
  tab: Tab;
  waiting: readonly CaseSummary[];
  open: readonly CaseSummary[];
  /** Read only once the tab is looked at. */
  closed: readonly CaseSummary[] | undefined;
  colleagues: readonly Colleague[];
  selected: string | undefined;
  current: Case | undefined;
  /** Names of causes, by `<service> <cause>`. */
  causeNames: Readonly<Record<string, string>>;
  problem: string | undefined;
  /** Whether changes arrive by themselves at the moment. */
  live: boolean;
}

const NO_ANSWER = 'サーバーにつながりません。接続を確かめて、もう一度お試しください。';
const SIGN_IN_AGAIN = 'サインインの期限が切れました。もう一度サインインしてください。';
const TOO_LATE = 'ほかの担当者が先に対応しました。';
const EMPTY: DeskView = {
  staff: 'unknown',
  tab: 'waiting',
  waiting: [],
  open: [],
  closed: undefined,
  colleagues: [],
  selected: undefined,
  current: undefined,
  causeNames: {},
  problem: undefined,
  live: false,
};

/** The key under which a cause's name is kept. */
export function causeKey(service: string | null, cause: string): string {
  return `${service ?? ''} ${cause}`;
}

/** The desk as one member of staff sees it; tells its listeners of each change. */
export class DeskStore {
  #view: DeskView = EMPTY;
  readonly #api: StaffApi;
  readonly #listeners = new Set<(view: DeskView) => void>();

  constructor(api: StaffApi) {
    this.#api = api;
  }

  get view(): DeskView {
    return this.#view;
  }

  /** Calls `listener` now and after each change: a page is painted only later than it asks. Returns the way to stop it. */
  subscribe(listener: (view: DeskView) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#view);
    return () => this.#listeners.delete(listener);
  }

  /** Finds out who is signed in, and opens the desk for them. */
  start(): Promise<void> {
    return this.#attempt(async () => {
      const session = await this.#api.session();
      if (session) await this.#enter(session.staff);
      else this.#show({ staff: 'nobody' });
    });
  }

  signIn(email: string, password: string): Promise<void> {
    return this.#attempt(async () => this.#enter((await this.#api.signIn(email, password)).staff), { signingIn: true });
  }

  signOut(): Promise<void> {
    return this.#attempt(async () => {
      await this.#api.signOut();
      this.#show({ ...EMPTY, staff: 'nobody' });
    });
  }

  showTab(tab: Tab): void {
    this.#show({ tab });
    void this.refreshLists();
  }

  select(id: string | undefined): void {
    this.#show({
      selected: id,
      current: id === this.#view.current?.id ? this.#view.current : undefined,
      problem: undefined,
    });
    void this.refreshCase(id);
  }

  dismissProblem(): void {
    this.#show({ problem: undefined });
  }

  liveChanged(live: boolean): void {
    if (live !== this.#view.live) this.#show({ live });
  }

  refreshLists(): Promise<void> {
    return this.#attempt(async () => {
      const [waiting, open] = await Promise.all([this.#api.cases('waiting'), this.#api.cases('open')]);
      const closed = this.#view.tab === 'closed' ? await this.#api.cases('closed') : this.#view.closed;
      this.#show({ waiting, open, closed });
      await this.#learnCauses([...waiting, ...open, ...(closed ?? [])]);
    });
  }

  /** Reads the case anew if it is the one being looked at. */
  refreshCase(id: string | undefined): Promise<void> {
    const signedIn = typeof this.#view.staff === 'object';
    if (!signedIn || id === undefined || id !== this.#view.selected) return Promise.resolve();
    return this.#attempt(async () => this.#showCase(await this.#api.case(id)));
  }

  /** Takes a waiting case. When a colleague was faster, the server says so, and the case is shown as it is now. */
  async claim(id: string): Promise<boolean> {
    const won = await this.#change(() => this.#api.claim(id), id, TOO_LATE);
    if (won) this.#show({ tab: 'mine' });
    return won;
  }

  message(id: string, text: string): Promise<boolean> {
    return this.#change(() => this.#api.message(id, text), id);
  }

  note(id: string, text: string): Promise<boolean> {
    return this.#change(() => this.#api.note(id, text), id);
  }

  transfer(id: string, to: string): Promise<boolean> {
    return this.#change(() => this.#api.transfer(id, to), id);
  }

  resolve(id: string, found: { cause: string; note: string }): Promise<boolean> {
    return this.#change(() => this.#api.resolve(id, found), id);
  }

  async #enter(staff: Colleague): Promise<void> {
    this.#show({ staff, problem: undefined });
    this.#show({ colleagues: await this.#api.colleagues() });
    await this.refreshLists();
    await this.refreshCase(this.#view.selected);
  }

  /** @returns whether it was done */
  async #change(work: () => Promise<Case>, id: string, onConflict = ''): Promise<boolean> {
    try {
      this.#showCase(await work());
      this.#show({ problem: undefined });
      await this.refreshLists();
      return true;
    } catch (error) {
      this.#fail(error);
      if (error instanceof ApiError && error.status === 409) {
        await Promise.all([this.refreshCase(id), this.refreshLists()]);
        this.#show({ problem: error.message === onConflict ? onConflict : onConflict + error.message });
      }
      return false;
    }
  }

  #showCase(current: Case): void {
    const names = Object.fromEntries(current.causes.map(({ id, name }) => [causeKey(current.service, id), name]));
    const causeNames = { ...this.#view.causeNames, ...names };
    this.#show(current.id === this.#view.selected ? { current, causeNames } : { causeNames });
  }

  /** Lists carry ids of causes; the names come with any case of the same service. */
  async #learnCauses(cases: readonly CaseSummary[]): Promise<void> {
    const unknown = new Map<string | null, string>();
    for (const { id, service, cause } of cases) {
      if (cause !== null && !(causeKey(service, cause) in this.#view.causeNames)) unknown.set(service, id);
    }
    for (const id of unknown.values()) this.#showCase(await this.#api.case(id));
  }

  async #attempt(work: () => Promise<void>, { signingIn = false } = {}): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#fail(error, signingIn);
    }
  }

  #fail(error: unknown, signingIn = false): void {
    if (!(error instanceof ApiError)) this.#show({ problem: NO_ANSWER });
    else if (error.status === 401 && !signingIn) this.#show({ ...EMPTY, staff: 'nobody', problem: SIGN_IN_AGAIN });
    else this.#show({ problem: error.message });
  }

  #show(part: Partial<DeskView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener(this.#view);
  }
}

/** The cases of the tab, in the order in which they want to be seen. */
export function casesOf(view: DeskView, tab: Tab): readonly CaseSummary[] {
  const { staff } = view;
  if (tab === 'waiting') return view.waiting;
  if (tab === 'closed') return view.closed ?? [];
  if (tab === 'open') return view.open;
  return typeof staff === 'object' ? view.open.filter(({ assignee }) => assignee?.id === staff.id) : [];
}
