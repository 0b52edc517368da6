import type { SendRequest } from '../shared/request.ts';
import { type LineQuality, LineWatch } from './line-watch.ts';

/** What the page tells of itself beside a message. Nothing in it tells one person from another. */
export interface SelfReport {
  /** Left out inside a frame: there a browser may refuse what it takes elsewhere. */
  cookies?: boolean;
  /** Whether more than one finger is felt: only this tells an iPad from the Mac it claims to be. */
  touch?: boolean;
  connection: LineQuality;
}

/** What is looked at; every part may be missing in an old browser. */
export interface Surroundings {
  navigator: { cookieEnabled?: boolean; maxTouchPoints?: number; connection?: { effectiveType?: string } };
  document: { visibilityState?: string };
  /** Whether the page stands in a frame of another. */
  framed: boolean;
  now: () => number;
}

/** The page as a witness: what it sees of browser and line. */
export class Witness {
  readonly line: LineWatch;
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
    this.line = new LineWatch(around.now, () => around.navigator.connection?.effectiveType);
  }

  get report(): SelfReport {
    const { navigator, framed } = this.#around;
    const { cookieEnabled, maxTouchPoints } = navigator;
    return {
      ...(typeof cookieEnabled === 'boolean' && !framed ? { cookies: cookieEnabled } : {}),
      ...(typeof maxTouchPoints === 'number' ? { touch: maxTouchPoints > 1 } : {}),
      connection: this.line.quality,
    };
  }

  /** The line broke. Out of sight phones let it die on purpose: that tells nothing. */
  broke(): void {
    if (this.#around.document.visibilityState !== 'hidden') this.line.broke();
  }

  mended(): void {
    this.line.mended();
  }

  /** The same requests, with a look at how long their answers take. */
  timed(send: SendRequest): SendRequest {
    return (method, path, options) => {
      const begun = this.#around.now();
      const answered = send(method, path, options);
      answered.then(
        () => this.line.answeredIn(this.#around.now() - begun),
        // No answer at all is a break, and the connection tells of those.
        () => undefined,
      );
      return answered;
    };
  }
}
