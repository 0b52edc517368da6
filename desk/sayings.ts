/** The name under which the assistant speaks. */
export const ASSISTANT = 'Tobira';

/** What the assistant tells the member when the desk does something. Plain, polite, short. */
export const TOLD = {
  taken: (name: string) => `担当の${name}が承りました。このままお書きください。`,
  passedOn: (name: string) => `担当が${name}に代わりました。ここまでの内容は引き継いでいます。このままお書きください。`,
  returned:
    '担当者が代わります。ここまでの内容は引き継いでいます。次の担当者が順番にお答えしますので、このままお待ちください。',
  place: (before: number) =>
    before === 0 ? 'いま、いちばん先にお待ちの順番です。' : `いま、${before}人の方が先にお待ちです。`,
  closed: 'いまは受付時間外です。ご相談はこのままお預かりします。',
  closedUntil: (opening: string) =>
    `いまは受付時間外です。ご相談はこのままお預かりし、${opening}から、担当者が順番にお答えします。`,
  connecting: 'いま、担当者におつなぎしています。このままお待ちください。',
  notReached:
    '申し訳ありません。担当者におつなぎできませんでした。ここからは、また私がご案内します。担当者をもう一度お呼びいただくこともできます。',
  askRating: 'よろしければ、今回の対応がいかがだったか教えてください。お答えにならなくても構いません。',
  late: 'お待たせして申し訳ありません。担当者がまだお答えできていません。',
  lateNext: 'このままお待ちいただけます。お待ちになるのをやめるときは、「待つのをやめる」とお書きください。',
} as const;
