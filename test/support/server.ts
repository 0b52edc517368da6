/** A whole Tobira in a process of its own, so that it can be killed. Tells its parent where it listens. */
import { readConfig } from '../../config.ts';
import { startTobira } from '../../index.ts';

const tobira = await startTobira(readConfig(process.env));
process.send?.(tobira.url);
