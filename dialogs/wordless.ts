import type { Activity } from 'botbuilder';

const PLEASE_WRITE = '画面に出ている言葉や、どこで止まっているかを、文字でお書きください。';
const NO_SECRETS = 'カード番号や暗証番号などが写ったものは、お送りにならないでください。';

/** What is answered to something that came without words, while the bot answers. */
export const INSTEAD_OF_WORDS = {
  picture: `画像をお送りくださり、ありがとうございます。恐れ入りますが、私は画像を見ることができません。\n${PLEASE_WRITE}\n${NO_SECRETS}`,
  video: `動画をお送りくださり、ありがとうございます。恐れ入りますが、私は動画を見ることができません。\n${PLEASE_WRITE}\n${NO_SECRETS}`,
  audio: `恐れ入ります、私は音声を聞くことができません。\n${PLEASE_WRITE}`,
  file: `恐れ入ります、私はファイルを開くことができません。\n${PLEASE_WRITE}\n${NO_SECRETS}`,
  location: '位置情報は、ご案内には使いません。お困りのことを、文字でお書きください。',
  sticker: 'スタンプをありがとうございます。お困りのことがありましたら、文字でお書きください。',
} as const;

export type WordlessThing = keyof typeof INSTEAD_OF_WORDS;

/**
 * What came when no words did, as the channel says in `channelData.wordless`. The activity's text is then a label for staff, such as
 * 「［画像］」.
 */
export function wordlessThing(activity: Partial<Activity>): WordlessThing | undefined {
  const thing: unknown = activity.channelData?.wordless;
  return typeof thing === 'string' && Object.hasOwn(INSTEAD_OF_WORDS, thing) ? (thing as WordlessThing) : undefined;
}
