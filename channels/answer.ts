import type { Response } from 'restify';

/** Sends `body` as JSON. What a conversation says is never kept by a cache on the way. */
export function answer(res: Response, status: number, body: unknown): void {
  res.sendRaw(status, JSON.stringify(body), {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
}
