import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ServiceId } from '../language/types.ts';
import { kindOf, type ReadingKey } from '../reading/reading.ts';
import { CIRCUMSTANCE_NAMES } from './circumstance-words.ts';
import { Names } from './names.ts';

/** What a reading says, for people at the desk: 「質問『…』への答え『…』」. A key of an unknown kind stays as it is. */
export function readingInWords(knowledge: Knowledge, service: ServiceId | null, key: ReadingKey): string {
  const closed = CLOSED_WORDS[key];
  if (closed) return closed;
  const kind = kindOf(key);
  const value = key.slice(kind.length + 1);
  return WORDS[kind]?.(new Names(knowledge, service), value) ?? key;
}

type Words = (names: Names, value: string) => string;

const WORDS: Readonly<Record<string, Words>> = {
  book: (names, value) => {
    const [question = '', answer = '?'] = value.split(':');
    return `質問『${names.question(question)}』への答え『${answer === '?' ? 'わからない' : names.answer(question, answer)}』`;
  },
  cause: (names, value) => `原因は『${names.cause(bare(value))}』${value.endsWith(':-') ? 'ではない' : ''}`,
  need: (names, value) => `用件『${names.intent(value)}』`,
  topic: (names, value) => `話題『${names.topic(value)}』`,
  fact: (names, value) => `『${names.fact(value)}』についての質問`,
  step: (names, value) =>
    `手順『${names.procedure(value.split('/')[0] ?? value)}』の『${names.step(value)}』についての質問`,
  procedure: (names, value) => `手順『${names.procedure(value)}』`,
  term: (_names, value) => `言葉『${value}』の意味`,
  service: (names, value) =>
    `サービスは『${names.service(value.replace('!', ''))}』${value.startsWith('!') ? 'ではない' : ''}`,
  danger: (names, value) => `危険『${names.intent(bare(value))}』${value.endsWith(':+') ? '(番号などを入力した)' : ''}`,
  has: (_names, value) => `『${nameOf(value)}』がある`,
  lacks: (_names, value) => `『${nameOf(value)}』がない`,
  prefers: (_names, value) => `『${nameOf(value)}』を希望`,
  refuses: (_names, value) => `『${nameOf(value)}』は望まない`,
  cannot: (_names, value) => nameOf(value),
  at: (_names, value) => nameOf(value),
};

/** Without what follows the last sign: whether it holds, or was given away. */
function bare(value: string): string {
  return value.replace(/:[+-]$/, '');
}

function nameOf(value: string): string {
  return (
    CIRCUMSTANCE_NAMES[value] ??
    { way_out: '出かける手段', human: '担当者との相談', office: '勤め先にいる' }[value] ??
    value
  );
}

const CLOSED_WORDS: Readonly<Record<ReadingKey, string>> = {
  'result:worked': '助言で解決した',
  'result:partly': '途中まで進んだ',
  'result:failed': '助言でも解決しなかった',
  'result:not_yet': 'まだ試していない',
  'result:cannot': 'その方法はできない',
  'result:found_it': '見つかった',
  'move:next': '次の手順へ進む',
  'move:back': '前の手順へ戻る',
  'move:stuck': '手順がうまくいかない',
  'move:stop': '手順をやめる',
  'move:first': '手順のはじめへ戻る',
  'move:again': '同じ手順をもう一度',
  'service:?': 'どのサービスか分からない',
  'reported:+': 'カード会社に連絡した',
  'reported:-': 'カード会社にまだ連絡していない',
  'control:repeat': 'もう一度言ってほしい',
  'control:summary': 'ここまでのまとめがほしい',
  'control:restart': 'はじめからやり直したい',
  'control:menu': '用件の一覧を見たい',
  'control:simpler': 'やさしい言葉にしてほしい',
  'control:shorter': '短くしてほしい',
  'control:code': '再開コードがほしい',
  'control:continue': '続きから始めたい',
  'control:stop_waiting': '待つのをやめたい',
  'stance:thanks': 'お礼',
  'stance:greeting': 'あいさつ',
  'stance:complaint': '不満',
  'stance:hesitation': 'ためらい',
  'stance:worry': '不安',
  'stance:yes': '「はい」にあたる返事',
  'stance:no': '「いいえ」にあたる返事',
  'stance:tired': '疲れ',
  crisis: '命にかかわる、つらい言葉',
  human: '担当者に相談したい',
  tries: '失敗した回数',
  why: '理由をたずねている',
  unknown: '資料にないことをたずねている',
  none: '用件のない言葉',
};
