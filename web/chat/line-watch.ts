/** How the line to the server has been lately. */
export type LineQuality = 'steady' | 'slow' | 'unsteady';

/** Breaks count for ten minutes. */
const REMEMBERED_MILLISECONDS = 600_000;
/** One break may be anything: a tunnel, a lift, our own server. */
const BREAKS_OF_AN_UNSTEADY_LINE = 2;
const ROUND_TRIPS_LOOKED_AT = 5;
/** The first request also sets up the line: fewer say nothing. */
const ROUND_TRIPS_NEEDED = 3;
const SLOW_ROUND_TRIP_MILLISECONDS = 2_000;
/** What some browsers call a line of the second generation or worse. */
const SLOW_KINDS = ['slow-2g', '2g'];

/** Watches the line by what the page does anyway: nothing is sent in order to measure. */
export class LineWatch {
  readonly #now: () => number;
  readonly #kind: () => string | undefined;
  #breaks: number[] = [];
  #roundTrips: number[] = [];
  #whole = true;

  /**
   * @param now milliseconds
   * @param kind what the browser says of the line, where it does: `4g`, `2g`
   */
  constructor(now: () => number, kind: () => string | undefined) {
    this.#now = now;
    this.#kind = kind;
  }

  /** The line broke, or a request got no answer. Until it is mended that is one and the same break. */
  broke(): void {
    if (this.#whole) this.#breaks.push(this.#now());
    this.#whole = false;
  }

  mended(): void {
    this.#whole = true;
  }

  /** A request was answered after so many milliseconds. */
  answeredIn(milliseconds: number): void {
    this.#roundTrips = [...this.#roundTrips, milliseconds].slice(-ROUND_TRIPS_LOOKED_AT);
  }

  get quality(): LineQuality {
    const since = this.#now() - REMEMBERED_MILLISECONDS;
    this.#breaks = this.#breaks.filter((at) => at > since);
    if (this.#breaks.length >= BREAKS_OF_AN_UNSTEADY_LINE) return 'unsteady';
    return this.#isSlow() ? 'slow' : 'steady';
  }

  #isSlow(): boolean {
    if (SLOW_KINDS.indexOf(this.#kind() ?? '') >= 0) return true;
    if (this.#roundTrips.length < ROUND_TRIPS_NEEDED) return false;
    const sorted = this.#roundTrips.slice().sort((a, b) => a - b);
    return (sorted[sorted.length >> 1] ?? 0) > SLOW_ROUND_TRIP_MILLISECONDS;
  }
}
