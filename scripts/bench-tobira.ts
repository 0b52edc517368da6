/** The whole service on a store of its own, for `npm run bench`. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { startTobira } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tobira-bench-'));
const started = performance.now();
const tobira = await startTobira(readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT: 'off' }));
process.send?.({
  url: tobira.url,
  readySeconds: (performance.now() - started) / 1000,
  memoryMegabytes: process.memoryUsage.rss() / 2 ** 20,
});
