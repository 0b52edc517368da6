import type { Names } from './names.ts';

/** What spoke for it beside the readings, each once. A feature of an unknown name stays as it is. */
export function featuresInWords(names: Names, features: readonly string[]): string[] {
  const gains = new Map<string, number>();
  for (const feature of features) {
    const { words, gain } = featureInWords(names, feature);
    gains.set(words, (gains.get(words) ?? 0) + gain);
  }
  return [...gains].map(([words, gain]) => (gain > 0 ? `${words}(+${gain.toFixed(1)})` : words));
}

function featureInWords(names: Names, feature: string): { words: string; gain: number } {
  const [kind = '', what = '', score = ''] = feature.split(':');
  if (kind === 'match') return matchInWords(feature.slice('match:'.length));
  if (kind === 'entity') return { words: ENTITIES[what] ?? feature, gain: 0 };
  const words = `前後の流れを見ない判定:『${names.intent(what)}』 ${percent(Number(score))}`;
  return { words: kind === 'first' ? words : (FEATURES[feature] ?? feature), gain: 0 };
}

/** 「83 %」. What is read is never quite certain. */
function percent(probability: number): string {
  return probability < 0.01 ? '1\u00a0%未満' : `${Math.min(99, Math.round(probability * 100))}\u00a0%`;
}

/** 「example, same mood +0.5」: one of the numbers by which a message meets a reading, and how much it spoke for it. */
function matchInWords(match: string): { words: string; gain: number } {
  const [, name = '', gain = ''] = /^(.+) \+([\d.]+)$/.exec(match) ?? [];
  const word = MATCHES.find(([begins]) => name.startsWith(begins))?.[1];
  return word ? { words: word, gain: Number(gain) } : { words: match, gain: 0 };
}

/** By how the names begin (`reading/match.ts`); the longer ones stand first. */
const MATCHES: readonly (readonly [string, string])[] = [
  ['words of the knowledge', '資料の言葉がある'],
  ['words', '言葉の使い方'],
  ['own covered', '資料の言葉との重なり'],
  ['own', '資料の言い方との近さ'],
  ['message covered', '発言の言葉との重なり'],
  ['no shared word', '重なる言葉のなさ'],
  ['second example', '二番目に似た言い方との近さ'],
  ['first by', 'いちばん近いこと'],
  ['ahead by', 'いちばん近いこと'],
  ['number of examples', '似た言い方の多さ'],
  ['example', '似た言い方との近さ'],
  ['intent', '前後の流れを見ない判定'],
  ['log of intent', '前後の流れを見ない判定'],
  ['votes', '似た言い方の意味'],
  ['log of votes', '似た言い方の意味'],
  ['usual here', 'この場面での多さ'],
  ['log of usual here', 'この場面での多さ'],
  ['best answering', '答えになる文との近さ'],
  ['focus', 'いま話していること'],
  ['alone in focus', 'いま話していること'],
  ['near', 'いま話していることの近く'],
  ['in hand', 'いま進めていること'],
  ['answered before', '前に答えたこと'],
  ['offered', '示した選択肢'],
  ['asked', 'たずねる言い方'],
  ['denied', '打ち消しの言い方'],
  ['past', '済んだことの言い方'],
  ['wished', '願う言い方'],
  ['few words', '言葉の少なさ'],
  ['bias', 'その種類の多さ'],
];

const ENTITIES: Readonly<Record<string, string>> = {
  service: 'サービスの名前がある',
  device: '機器の名前がある',
  system: 'OSの名前がある',
  browser: 'ブラウザの名前がある',
  error_text: 'エラーの文面がある',
  failure_count: '失敗した回数がある',
  since: 'いつからかが書かれている',
  card_kind: 'カードの種類がある',
  place: '場所の言葉がある',
  unknown: '「わからない」という言葉がある',
  yes: '「はい」にあたる言葉がある',
  no: '「いいえ」にあたる言葉がある',
  choice: '番号での選択がある',
  date: '日付がある',
  phone: '電話番号の形がある',
  email: 'メールアドレスの形がある',
  amount: '金額がある',
  login_method: 'ログインの方法の言葉がある',
};

const FEATURES: Readonly<Record<string, string>> = {
  negated: '打ち消しの言い方がある',
  asks: 'たずねる言い方がある',
  several_services: '二つ以上のサービスのことが書かれている',
};
