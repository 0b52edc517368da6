import { ApiError, type StaffApi } from './api.ts';
import { concernsMe, type DeskView, EMPTY, type Filter, type Tab, withCase } from './desk-view.ts';
import type { Case, CaseSummary, Colleague } from './types.ts';

const NO_ANSWER = 'サーバーにつながりません。接続を確かめて、もう一度お試しください。';
const SIGN_IN_AGAIN = 'サインインの期限が切れました。もう一度サインインしてください。';
const TOO_LATE = 'ほかの担当者が先に対応しました。';
/** The member's sign of writing fades when no other follows. */
const SIGN_LASTS_MILLISECONDS = 6_000;

/** The desk as one member of staff sees it; tells its listeners of each change. */
export class DeskStore {
  #view: DeskView = EMPTY;
  readonly api: StaffApi;
  readonly #onNewCase: (row: CaseSummary) => void;
  readonly #listeners = new Set<(view: DeskView) => void>();
  #signEnds: ReturnType<typeof setTimeout> | undefined;
  /** Numbers of the readings of a case: the last begun, and the one that is shown. */
  #asked = 0;
  #answered = 0;
  /** For each reading of the lists that is under way: the cases that have changed since it began, as they are now. */
  readonly #readings = new Set<Map<string, CaseSummary>>();

  /** @param onNewCase called for a case that one wants to be told of: it begins to wait, or was passed on to one */
  constructor(api: StaffApi, onNewCase: (row: CaseSummary) => void) {
    this.api = api;
    this.#onNewCase = onNewCase;
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
  start(): Promise<boolean> {
    return this.attempt(async () => {
      const session = await this.api.session();
      if (session) await this.#enter(session.staff);
      else this.#show({ staff: 'nobody' });
    });
  }

  signIn(email: string, password: string): Promise<boolean> {
    return this.attempt(async () => this.#enter((await this.api.signIn(email, password)).staff), { signingIn: true });
  }

  signOut(): Promise<boolean> {
    return this.attempt(async () => {
      await this.api.signOut();
      this.#show({ ...EMPTY, staff: 'nobody' });
    });
  }

  /** The session has ended elsewhere: the sign-in comes next. */
  left(): void {
    this.#show({ ...EMPTY, staff: 'nobody' });
  }

  showTab(tab: Tab): void {
    this.#show({ tab, found: undefined });
    if (tab === 'closed') void this.#readClosed();
  }

  narrow(part: Partial<Filter>): void {
    this.#show({ filter: { ...this.#view.filter, ...part } });
    if (this.#view.tab === 'closed') void this.#readClosed();
    if (this.#view.found) void this.search(this.#view.found.words);
  }

  /** Looks for words in everything said; none at all ends the search. */
  search(words: string): Promise<boolean> {
    if (words.trim() === '') {
      this.#show({ found: undefined });
      return Promise.resolve(true);
    }
    return this.attempt(async () => {
      const found = await this.api.cases({ q: words, ...this.#view.filter });
      this.#show({ found: { ...found, words } });
    });
  }

  /** Reads on in the closed cases. */
  moreClosed(): Promise<boolean> {
    const cases = this.#view.closed?.cases ?? [];
    return this.attempt(async () => {
      const after = cases[cases.length - 1]?.id ?? '';
      const next = await this.api.cases({ status: 'closed', after, ...this.#view.filter });
      this.#show({ closed: { cases: [...cases, ...next.cases], more: next.more } });
    });
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

  /** The server tells of a case that has changed. */
  caseChanged(row: CaseSummary): void {
    const before = this.#view;
    for (const meanwhile of this.#readings) meanwhile.set(row.id, row);
    this.#show(withCase(before, row));
    if (row.team === null) this.#tell(before, row);
    // Memberships change while the page is open.
    else void this.refreshColleagues().then(() => this.#tell({ ...before, colleagues: this.#view.colleagues }, row));
  }

  /** The server tells that the member of a case is writing. */
  memberWrites(caseId: string): void {
    clearTimeout(this.#signEnds);
    this.#show({ memberWrites: caseId });
    this.#signEnds = setTimeout(() => this.#show({ memberWrites: undefined }), SIGN_LASTS_MILLISECONDS);
  }

  refreshLists(): Promise<boolean> {
    return this.attempt(async () => {
      // What changes while the lists are on their way may not be in them, and may not vanish.
      const meanwhile = new Map<string, CaseSummary>();
      this.#readings.add(meanwhile);
      const [waiting, open] = await Promise.all([
        this.api.cases({ status: 'waiting' }),
        this.api.cases({ status: 'open' }),
      ]).finally(() => this.#readings.delete(meanwhile));
      this.#show({ waiting: waiting.cases, open: open.cases });
      for (const row of meanwhile.values()) this.#show(withCase(this.#view, row));
      if (this.#view.tab === 'closed') await this.#readClosed();
    });
  }

  /** Colleagues come and go while the page is open. */
  refreshColleagues(): Promise<boolean> {
    return this.attempt(async () => this.#show({ colleagues: await this.api.colleagues() }));
  }

  /** Reads the case anew if it is the one being looked at. */
  refreshCase(id: string | undefined): Promise<boolean> {
    const signedIn = typeof this.#view.staff === 'object';
    if (!signedIn || id === undefined || id !== this.#view.selected) return Promise.resolve(true);
    return this.attempt(async () => {
      const asked = ++this.#asked;
      const read = await this.api.case(id);
      // Answers may overtake each other: an older one would take back what was said since.
      if (asked > this.#answered) this.#showCase(read, asked);
    });
  }

  /** Takes a waiting case. When a colleague was faster, the server says so, and the case is shown as it is now. */
  async claim(id: string): Promise<boolean> {
    const won = await this.act(id, 'claim', {}, TOO_LATE);
    if (won) this.#show({ tab: 'mine', found: undefined });
    return won;
  }

  /** Works on a case. @returns whether it was done; what went wrong is shown */
  async act(id: string, action: string, body: unknown = {}, onConflict = ''): Promise<boolean> {
    try {
      const done = await this.api.act(id, action, body);
      this.#showCase(done, ++this.#asked);
      this.#show({ problem: undefined });
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

  /** Does something and shows what goes wrong. @returns whether it went well */
  async attempt(work: () => Promise<void>, { signingIn = false } = {}): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#fail(error, signingIn);
      return false;
    }
  }

  async #enter(staff: Colleague): Promise<void> {
    this.#show({ staff, problem: undefined });
    const [colleagues, settings] = await Promise.all([this.api.colleagues(), this.api.settings()]);
    this.#show({ colleagues, settings });
    await this.refreshLists();
    await this.refreshCase(this.#view.selected);
  }

  #tell(before: DeskView, row: CaseSummary): void {
    if (concernsMe(before, row)) this.#onNewCase(row);
  }

  #readClosed(): Promise<boolean> {
    return this.attempt(async () => {
      this.#show({ closed: await this.api.cases({ status: 'closed', ...this.#view.filter }) });
    });
  }

  #showCase(current: Case, asked: number): void {
    const { memberWrites, selected } = this.#view;
    if (current.id === selected) this.#answered = asked;
    const said = current.transcript[current.transcript.length - 1]?.from === 'member';
    this.#show({
      ...withCase(this.#view, current),
      ...(current.id === selected ? { current } : {}),
      memberWrites: said && memberWrites === current.id ? undefined : memberWrites,
    });
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
