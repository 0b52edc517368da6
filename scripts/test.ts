import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare } from './prepare.ts';

/** Prepares what the tests need, then runs Jest in its native ESM mode; arguments are passed on. */
const root = join(import.meta.dirname, '..');
await prepare((line) => process.stderr.write(`${line}\n`));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--disable-warning=DEP0111'];
const jest = join(root, 'node_modules/jest/bin/jest.js');
// Two at a time, each begun anew before its memory is full: every file of tests loads the reader.
const workers = ['--maxWorkers=2', '--workerIdleMemoryLimit=1500MB'];
const run = spawnSync(process.execPath, [...flags, jest, ...workers, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
});
process.exitCode = run.status ?? 1;
