import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface Call {
  method: 'GET' | 'POST' | 'PUT';
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** Sent as a form when it is one, else as JSON. */
  body?: unknown;
  /** Milliseconds until the call is given up. */
  deadline: number;
}

export interface Answer {
  status: number;
  /** Milliseconds that the other side asks to wait. */
  retryAfter: number | undefined;
  /** The JSON that came; undefined when it was none. */
  body: unknown;
}

/** The call has surely not reached the other side: no connection came about. */
export class NotReached extends Error {}

/** More of an answer is not read. */
const ANSWER_LIMIT = 256 * 1024;

/**
 * One call, made once. The clients of the Bot Framework SDK repeat a failed call by themselves, up to three times, and cannot be told not to.
 * Each call has a connection of its own: when a kept one breaks, nobody knows whether the call was heard.
 * @throws NotReached; after any other error nobody knows whether it was
 */
export async function callOnce(call: Call): Promise<Answer> {
  const response = await open(call);
  const text = await textOf(response);
  return { status: response.statusCode ?? 0, retryAfter: retryAfterIn(response), body: parsed(text) };
}

function open({ method, url, headers, body, deadline }: Call): Promise<IncomingMessage> {
  const { bytes, typed } = written(body);
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let connected = false;
    const request = (secure ? secureRequest : plainRequest)(url, {
      method,
      agent: false,
      headers: { Accept: 'application/json', ...headers, ...typed },
      signal: AbortSignal.timeout(deadline),
    });
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    request.once('response', resolve);
    request.once('error', (error) => {
      reject(connected ? error : new NotReached(`${url.host} was not reached: ${error.message}`, { cause: error }));
    });
    request.end(bytes);
  });
}

function written(body: unknown): { bytes?: Buffer; typed: Record<string, string> } {
  if (body === undefined) return { typed: {} };
  const isForm = body instanceof URLSearchParams;
  const bytes = Buffer.from(isForm ? body.toString() : JSON.stringify(body));
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8';
  return { bytes, typed: { 'Content-Type': type, 'Content-Length': String(bytes.length) } };
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ANSWER_LIMIT) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An empty answer, or a page of a gateway on the way: the status says all there is.
    return undefined;
  }
}

function retryAfterIn(response: IncomingMessage): number | undefined {
  const given = response.headers['retry-after'];
  if (given === undefined) return undefined;
  const wait = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
