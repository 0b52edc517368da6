import { type Answer, messageForPerson, type SendRequest } from '../shared/request.ts';
import type {
  Case,
  CaseList,
  CaseStatus,
  ChannelQuota,
  Colleague,
  DeskSettings,
  Insert,
  Library,
  StaffSession,
} from './types.ts';

/** The server said no. `message` is a Japanese sentence for the person. */
export class ApiError extends Error {
  readonly status: number;

  constructor(answer: Answer) {
    super(messageForPerson(answer.body) ?? '処理できませんでした。少し時間をおいて、もう一度お試しください。');
    this.name = 'ApiError';
    this.status = answer.status;
  }
}

/** What a list of cases is narrowed to; an empty string narrows nothing. */
export interface CaseQuery {
  status?: CaseStatus;
  service?: string;
  channel?: string;
  cause?: string;
  team?: string;
  after?: string;
  q?: string;
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
    const body = { email, password };
    return this.#keep((await this.change('POST', 'session', body)) as StaffSession);
  }

  async signOut(): Promise<void> {
    await this.change('DELETE', 'session', {});
  }

  async signOutEverywhere(): Promise<void> {
    await this.change('DELETE', 'sessions', {});
  }

  /** Ends every session of the account. */
  async newPassword(current: string, next: string): Promise<void> {
    await this.change('POST', 'password', { current, next });
  }

  cases(query: CaseQuery): Promise<CaseList> {
    return this.get(`cases?${queryString(query)}`);
  }

  case(id: string): Promise<Case> {
    return this.get(`cases/${encodeURIComponent(id)}`);
  }

  async colleagues(): Promise<Colleague[]> {
    return (await this.get<{ staff: Colleague[] }>('staff')).staff;
  }

  async setTeams(staffId: string, teams: readonly string[]): Promise<void> {
    await this.change('PUT', `staff/${encodeURIComponent(staffId)}/teams`, { teams });
  }

  settings(): Promise<DeskSettings> {
    return this.get('desk');
  }

  library(service: string | null): Promise<Library> {
    return this.get(`library${service === null ? '' : `?service=${encodeURIComponent(service)}`}`);
  }

  keepReply(title: string, text: string): Promise<Insert> {
    return this.change('POST', 'replies', { title, text }) as Promise<Insert>;
  }

  async dropReply(id: string): Promise<void> {
    await this.change('DELETE', `replies/${encodeURIComponent(id)}`, {});
  }

  /** What is left of each channel's month; none when no channel has such a limit. */
  async quotas(): Promise<ChannelQuota[]> {
    const answer = await this.#send('GET', '/staff/api/channels');
    return answer.status === 404 ? [] : (ok(answer) as { channels: ChannelQuota[] }).channels;
  }

  /** Works on a case; returns it as it is then. */
  act(id: string, action: string, body: unknown = {}): Promise<Case> {
    return this.change('POST', `cases/${encodeURIComponent(id)}/${action}`, body) as Promise<Case>;
  }

  async get<T>(path: string): Promise<T> {
    return ok(await this.#send('GET', `/staff/api/${path}`)) as T;
  }

  async change(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<unknown> {
    const headers: Record<string, string> = this.#csrfToken === '' ? {} : { 'x-csrf-token': this.#csrfToken };
    return ok(await this.#send(method, `/staff/api/${path}`, { headers, body }));
  }

  #keep(session: StaffSession): StaffSession {
    this.#csrfToken = session.csrfToken;
    return session;
  }
}

/** What is set, as it stands behind `?`. */
export function queryString(query: object): string {
  const set = Object.entries(query).filter(([, value]) => typeof value === 'string' && value !== '');
  return set.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
}

function ok(answer: Answer): unknown {
  if (answer.status < 200 || answer.status > 299) throw new ApiError(answer);
  return answer.body;
}
