/** Trains the reader in a process of its own, which takes its memory with it when it ends. */
import { join } from 'node:path';
import { INTENT_LABELS } from '../knowledge/intent-labels.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { writeWhole } from '../language/build-files.ts';
import { loadLanguage } from '../language/understander.ts';
import { encodeReader } from './model-file.ts';
import { trainStored } from './stored-training.ts';
import { readTurnCorpus } from './turns.ts';

const [, buildDir = '', knowledgeDir = '', target = ''] = process.argv.slice(2);
const language = loadLanguage({ buildDir, knowledgeDir });
const sources = { knowledge: loadKnowledge(knowledgeDir), language, labels: INTENT_LABELS };
writeWhole(target, encodeReader(trainStored(readTurnCorpus(join(knowledgeDir, 'turns')), sources)));
