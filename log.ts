import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';

/** Tobira's log: JSON lines on standard output. What people write is never logged, only ids, counts and causes. */
export function createLog(config: Pick<Config, 'LOG_LEVEL'>): Logger {
  return pino({
    level: config.LOG_LEVEL,
    base: undefined,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'password', 'token', 'text'],
  });
}
