export interface Answer {
  /** HTTP status. */
  status: number;
  /** The parsed JSON body; undefined when there was none or it was no JSON. */
  body: unknown;
}

export interface RequestOptions {
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
}

/** Sends one request. Rejects when no answer came at all; any HTTP status is an answer. */
export type SendRequest = (method: string, path: string, options?: RequestOptions) => Promise<Answer>;

const TIMEOUT_MILLISECONDS = 15_000;

/** XMLHttpRequest and not fetch: it has a time limit, and phones of 2014 have it too. */
export const sendRequest: SendRequest = (method, path, { headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.timeout = TIMEOUT_MILLISECONDS;
    for (const name of Object.keys(headers)) request.setRequestHeader(name, headers[name] ?? '');
    if (body !== undefined) request.setRequestHeader('content-type', 'application/json');
    const fail = () => reject(new Error(`no answer to ${method} ${path}`));
    request.onerror = fail;
    request.ontimeout = fail;
    request.onabort = fail;
    request.onload = () => resolve({ status: request.status, body: parse(request.responseText) });
    request.send(body === undefined ? null : JSON.stringify(body));
  });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's HTML page, or nothing: the status says what matters.
    return undefined;
  }
}

/** The Japanese sentence for the person that our servers put into `{"error":{"message"}}`. */
export function messageForPerson(body: unknown): string | undefined {
  const message = (body as { error?: { message?: unknown } } | undefined)?.error?.message;
  return typeof message === 'string' && /[ぁ-んァ-ヶ一-龠]/.test(message) ? message : undefined;
}
