import type { Action } from './action.ts';
import type { Gate } from './explanation.ts';
import type { Names } from './names.ts';

/** What the bot did in a turn, for people at the desk. An act of an unknown name stays as it is. */
export function actInWords(names: Names, act: string): string {
  const row = ROWS[act];
  if (row) return row;
  const [kind = '', what = '', ...rest] = act.split(':');
  if (kind === 'gate') return GATE_WORDS[what as Gate] ?? act;
  if (kind === 'pieces') return `続けて届いた${what}件を、ひとつの発言として読んだ`;
  if (kind === 'button') return BUTTON_WORDS[what as Action['kind']] ?? act;
  return kind === 'did' ? (DONE[what]?.(names, rest.join(':')) ?? act) : act;
}

function procedureOf(place: string): string {
  return place.split('/')[0] ?? place;
}

/** The rows of the policy, by their names. */
const ROWS: Readonly<Record<string, string>> = {
  secret: '秘密の番号らしいところを伏せ、書かないようお願いした',
  'the matter': '用件を取り上げた',
  'kind words, a human': '気づかいの言葉をかけ、人と話せることを伝えた',
  'a human': '担当者の希望に応じた',
  'danger first': '危険への対応を先にした',
  'taken at their word, or asked': '連絡済みかどうかを確かめた',
  'heard; the result is waited for': '聞き取り、結果を待つことにした',
  'found, no answer, not yet': '見つかったか、つながらないか、まだかを聞き取った',
  'worked, failed, cannot': '助言の結果を聞き取った',
  'the step asked for': '求められた手順へ移った',
  'stop, or what is open again': 'やめるか、続きに戻った',
  'the answer is booked, the causes weighed anew': '答えを記録し、原因を考え直した',
  'the cause is booked or ruled out': '原因を記録した、または除外した',
  'tries are counted': '失敗した回数を記録した',
  'the service is taken, changed or asked': 'サービスを決めた、変えた、または尋ねた',
  remembered: '事情を覚えた',
  'remembered; a way without it': '事情を覚え、それがなくてもできる方法にした',
  'that way': '希望の方法にした',
  'another way': '別の方法にした',
  'a way that does without, a human in writing': 'できないことに合わせた方法と、文字での担当者を示した',
  'the fact, with its source': '資料にあることを、出典とともに答えた',
  'the step, or its help': '手順か、その助けを答えた',
  'the word explained': '言葉の意味を答えた',
  'the reason': '理由を答えた',
  'named, honestly not known, where to ask': '確認できていないことを伝え、尋ねる先を示した',
  'the talk itself': '会話の進め方についての求めに応じた',
  'a kind sentence, and on': 'ひとこと応じて、続けた',
  'heard; what is open goes on': '聞き取り、続きを進めた',
};

const GATE_WORDS: Readonly<Record<Gate, string>> = {
  no_words: '文字のない発言に、書き方をお願いした',
  distress: 'つらい気持ちの言葉に、まず応じた',
  other_number: '選択肢にない番号だったので、選び直しをお願いした',
  money: 'お金の心配に、まず応じた',
  identifier: '書かれたIDの形を確かめた',
  two_services: '二つのサービスの相談に分けた',
  resume_code: '再開コードを確かめた',
  rating: '対応の評価を受け取った',
  secret_waiting: '秘密の番号らしいところを伏せ、書かないようお願いした',
  secret_in_steps: '手順の続きを待っている',
};

const BUTTON_WORDS: Readonly<Record<Action['kind'], string>> = {
  service: 'サービスの選択肢が選ばれた',
  intent: '用件の選択肢が選ばれた',
  continue: '「続きから始める」が選ばれた',
  open: '進み方の選択肢が選ばれた',
  answer: '答えの選択肢が選ばれた',
  step: '手順の選択肢が選ばれた',
  result: '結果の選択肢が選ばれた',
  human: '「担当者」の選択肢が選ばれた',
  other_device: '別の端末のことだと伝えられた',
  reading: '尋ねた意味の中から選ばれた',
  reported: '連絡済みかどうかの選択肢が選ばれた',
  next: '次の相談へ進む選択肢が選ばれた',
  resume: '元の話に戻る選択肢が選ばれた',
  menu: 'はじめに戻る選択肢が選ばれた',
  leave_queue: '待つのをやめる選択肢が選ばれた',
};

/** What a turn came to. */
const DONE: Readonly<Record<string, (names: Names, what: string) => string>> = {
  open_case: () => '担当者へつないだ',
  leave_queue: () => '担当者を待つのを終えた',
  tell_place: () => '待ち時間の見通しを伝えた',
  raise: () => '急ぎの相談にした',
  solved: () => '解決したと受け取った',
  choices: () => '近いものを選んでもらうことにした',
  words: () => '言葉で応じた',
  service: () => 'どのサービスかを尋ねた',
  service_again: () => 'どのサービスかを、もう一度尋ねた',
  danger: (names, what) => `危険『${names.intent(what)}』への対応を案内した`,
  topic: (names, what) => `話題『${names.topic(what)}』を案内した`,
  question: (names, what) => `質問『${names.question(what)}』をした`,
  question_again: (names, what) => `質問『${names.question(what)}』の答えを、続けて待っている`,
  remedy: (names, what) => `原因『${names.cause(what)}』への対処を案内した`,
  remedy_again: (names, what) => `原因『${names.cause(what)}』への対処の結果を、続けて待っている`,
  step: (names, what) => `手順『${names.procedure(procedureOf(what))}』の『${names.step(what)}』を案内した`,
  step_again: (names, what) => `手順『${names.procedure(procedureOf(what))}』の『${names.step(what)}』のところにいる`,
};
