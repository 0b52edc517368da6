import { type Answer, messageForPerson, type SendRequest } from '../shared/request.ts';
import type { Case, CaseStatus, CaseSummary, Colleague, StaffSession } from './types.ts';

/** The server said no. `message` is a Japanese sentence for the person. */
export class ApiError extends Error {
  readonly status: number;

  constructor(answer: Answer) {
    super(messageForPerson(answer.body) ?? '処理できませんでした。少し時間をおいて、もう一度お試しください。');
    this.name = 'ApiError';
    this.status = answer.status;
  }
}

/** The staff API, one method a call. Each rejects with an ApiError, or with another error when no answer came. */
export class StaffApi {
  readonly #send: SendRequest;
  #csrfToken = '';

  constructor(send: SendRequest) {
    this.#send = send;
  }

  /** The session of this browser; undefined when nobody is signed in. */
  async session(): Promise<StaffSession | undefined> {
    const answer = await this.#send('GET', '/staff/api/session');
    return answer.status === 401 ? undefined : this.#keep(ok(answer) as StaffSession);
  }

  async signIn(email: string, password: string): Promise<StaffSession> {
    return this.#keep(
      ok(await this.#send('POST', '/staff/api/session', { body: { email, password } })) as StaffSession,
    );
  }

  async signOut(): Promise<void> {
    ok(await this.#send('DELETE', '/staff/api/session', { headers: this.#proof, body: {} }));
  }

  async cases(status: CaseStatus): Promise<CaseSummary[]> {
    return (await this.#get<{ cases: CaseSummary[] }>(`cases?status=${status}`)).cases;
  }

  case(id: string): Promise<Case> {
    return this.#get(`cases/${encodeURIComponent(id)}`);
  }

  async colleagues(): Promise<Colleague[]> {
    return (await this.#get<{ staff: Colleague[] }>('staff')).staff;
  }

  claim(id: string): Promise<Case> {
    return this.#change(id, 'claim', {});
  }

  message(id: string, text: string): Promise<Case> {
    return this.#change(id, 'messages', { text });
  }

  note(id: string, text: string): Promise<Case> {
    return this.#change(id, 'notes', { text });
  }

  transfer(id: string, to: string): Promise<Case> {
    return this.#change(id, 'transfer', { to });
  }

  resolve(id: string, found: { cause: string; note: string }): Promise<Case> {
    return this.#change(id, 'resolve', found);
  }

  get #proof(): Record<string, string> {
    return { 'x-csrf-token': this.#csrfToken };
  }

  #keep(session: StaffSession): StaffSession {
    this.#csrfToken = session.csrfToken;
    return session;
  }

  async #get<T>(path: string): Promise<T> {
    return ok(await this.#send('GET', `/staff/api/${path}`)) as T;
  }

  async #change(id: string, action: string, body: unknown): Promise<Case> {
    const path = `/staff/api/cases/${encodeURIComponent(id)}/${action}`;
    return ok(await this.#send('POST', path, { headers: this.#proof, body })) as Case;
  }
}

function ok(answer: Answer): unknown {
  if (answer.status < 200 || answer.status > 299) throw new ApiError(answer);
  return answer.body;
}
