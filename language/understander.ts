/** The understanding of messages, ready to be asked. */
import { join } from 'node:path';
import type { Analyser, Analysis } from './analysis.ts';
import { readArrays } from './array-file.ts';
import { decide, doubt } from './decision.ts';
import { createEngine, type Engine, type EngineMeta } from './engine.ts';
import { findEntities } from './entities.ts';
import { predicatesOf } from './predicates.ts';
import { currentBuild } from './prepare.ts';
import { isServiceNameOnly, serviceOf } from './service.ts';
import { INTENTS, type Intent, NO_NEED, type ScoredIntent, type Understander, type Understanding } from './types.ts';
import { loadAnalyser } from './words.ts';

export interface UnderstanderOptions {
  /** Where `prepareLanguage` put its results. */
  buildDir: string;
  knowledgeDir: string;
}

/**
 * Loads dictionary and model; never builds.
 * @throws when there are none: run `prepareLanguage` first
 */
export async function loadUnderstander(options: UnderstanderOptions): Promise<Understander> {
  const { look } = loadLanguage(options);
  for (const message of WARM_UP) for (let round = 0; round < WARM_UP_ROUNDS; round++) look(message);
  return { understand: (text) => look(text).understanding };
}

/** A message with all that the later steps want of it, worked out once. */
export interface Look {
  analysis: Analysis;
  understanding: Understanding;
  /** Probability of every intent. */
  intents: ReadonlyMap<string, number>;
}

export interface Language {
  analyser: Analyser;
  /** Never throws; bounded time for any string. */
  look(text: string): Look;
}

/**
 * Loads dictionary and model; never builds.
 * @throws when there are none: run `prepareLanguage` first
 */
export function loadLanguage(options: UnderstanderOptions): Language {
  const build = currentBuild(options.buildDir);
  if (!build) throw new Error(`No dictionary and model in ${options.buildDir}: run prepareLanguage first`);
  const analyser = loadAnalyser(join(options.buildDir, build.dictionary));
  const engine = createEngine(readArrays<EngineMeta>(join(options.buildDir, build.model)));
  return { analyser, look: (text) => lookAt(text, analyser, engine) };
}

/** Asked at the start, so that the first people are not the ones who wait for the machine to get going. */
const WARM_UP = [
  'ネットアンサーにログインできません。IDもパスワードも合っているはずなのに、何度やっても「エラー」と出ます',
  '暗証番号をレジで3回間違えてロックされました。iPhone15です',
  'ﾌﾟﾛﾐｽのｱﾌﾟﾘが昨日から使えない',
  'password wasureta',
  '090-1234-5678に認証コードが届かない。taro@example.comにも',
];
const WARM_UP_ROUNDS = 60;

function lookAt(text: string, analyser: Analyser, engine: Engine): Look {
  const analysis = analyser.analyse(text);
  const probabilities = engine.probabilities(analysis);
  const intents = new Map(engine.labels.map((label, at) => [label, probabilities[at] ?? 0]));
  return { analysis, understanding: understand(text, analysis, engine, probabilities), intents };
}

function understand(text: string, analysis: Analysis, engine: Engine, probabilities: Float64Array): Understanding {
  const ranked = weigh(analysis.normalised.text, rank(engine, probabilities));
  const noNeed = probabilities[engine.labels.indexOf(NO_NEED)] ?? 0;
  const [best = { intent: 'out_of_scope', score: 0 } as const, ...others] = ranked;
  const onlyDenies = text.length <= SHORT_DENIAL && analysis.denied.includes(best.intent);
  const decided = decide(ranked, noNeed);
  const decision = onlyDenies && decided === 'answer' ? 'confirm' : decided;
  return {
    text,
    intent: best.intent,
    score: best.score,
    decision,
    service: serviceOf(analysis.normalised.text, best.intent),
    alternatives: others.slice(0, 4),
    entities: findEntities(analysis),
    // What is plainly named as the problem cannot be ruled out by the same message.
    denied: analysis.denied.filter((intent) => decision !== 'answer' || intent !== best.intent),
    noNeed,
    predicates: predicatesOf(analysis.tokens, analysis.normalised.text),
  };
}

/** 「パスワードあってる」: so short a message names a cause for no other reason than to rule it out. */
const SHORT_DENIAL = 14;

const WORD = /[\p{L}\p{N}]/u;
const NO_SIGN = /^[\p{P}\p{Z}\p{C}]*$/u;

/** Takes back what the engine cannot know: the meaning of a message without words, the wish behind a bare name. */
function weigh(text: string, ranked: ScoredIntent[]): ScoredIntent[] {
  if (isServiceNameOnly(text)) return doubt(ranked);
  if (WORD.test(text)) return ranked;
  const sign = !NO_SIGN.test(text) && decide(ranked) === 'answer';
  return sign ? ranked : doubt(ranked, 'out_of_scope');
}

/** Whatever speaks for no intent at all is left out, and makes the others the less sure. */
function rank(engine: Engine, probabilities: Float64Array): ScoredIntent[] {
  const known = new Set<string>(INTENTS);
  const scored = engine.labels.map((label, index) => ({ intent: label as Intent, score: probabilities[index] ?? 0 }));
  return scored.filter(({ intent }) => known.has(intent)).sort((left, right) => right.score - left.score);
}
