import type { Why } from '../desk/why.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Expectation } from '../reading/context.ts';
import { actInWords } from './act-words.ts';
import type { Explanation } from './explanation.ts';
import { featuresInWords } from './feature-words.ts';
import { Names } from './names.ts';
import { readingInWords } from './reading-words.ts';

/** An explanation as it was kept, in plain words for people at the desk. */
export function explained(knowledge: Knowledge, kept: string): Why {
  const { service, expect, decision, readings, taken, acts, why } = JSON.parse(kept) as Explanation;
  const names = new Names(knowledge, service);
  const label = (key: string) => readingInWords(knowledge, service, key);
  return {
    expect: EXPECTED[expect] ?? expect,
    decision: DECIDED[decision] ?? decision,
    taken: taken.map(label),
    readings: readings.map(({ key, probability }) => ({ key, label: label(key), probability })),
    acts: [...new Set(acts.map((act) => actInWords(names, act)))],
    why: featuresInWords(names, why),
  };
}

const EXPECTED: Readonly<Record<Expectation, string>> = {
  question: '質問への答え',
  result: '助言を試した結果',
  step: '手順の進みぐあい',
  topic: '案内した話題の続き',
  service: 'どのサービスか',
  danger: '危険への対応',
  waiting: '担当者を待つ間の言葉',
  nothing: '新しい用件',
};

const DECIDED: Readonly<Record<Explanation['decision'], string>> = {
  act: '読み取ったとおりに進めた',
  ask: 'どの意味かを尋ねた',
  unclear: 'はっきり読み取れなかった',
  button: '選択肢が選ばれた',
  gate: '決まりに従って、先に応じた',
  waiting: '担当者を待つ間の言葉として聞いた',
};
