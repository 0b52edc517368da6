import type { Turn } from './turn.ts';

const SMARTPHONE = '(?:スマホ|スマフォ|スマートフォン|iphone|アイフォン|携帯(?:電話)?|ケータイ|けいたい|すまほ)';
const HAS_NONE = new RegExp(
  [
    `(?:${SMARTPHONE}(?:も|や|と)(?:パソコン|PC|タブレット)も|${SMARTPHONE}(?:とか|なんか|なんて|など|って|も|は|を|が|という(?:もの|の)(?:を|が|は)?)?)+(?:(?:持って|もって)(?:い|お)?(?:な|ませ|りませ|らん|ん|へん)|持た(?:な|ん)|使って(?:い)?(?:な|ませ)|使えな|使えませ|使いこなせ|(?:な[いく]|無[いく])(?!と|ても|でも|場合)|ありません|ございません|あらへん|あれへん)`,
    '(?:ガラケー|ガラホ|パカパカ|二つ折り)(?!から|だった|じゃな|ではな|をやめ|も)',
    '(?:パソコン|PC|タブレット|固定電話|家の電話|ガラケー)(?:だけ(?:です|なんです|なので|しか|を?持って|を?使って)|しか(?:な[いく]|ありま|持って|使え|使って))',
  ].join('|'),
  'iu',
);
const HAS_ONE = new RegExp(
  `${SMARTPHONE}(?:は|を|が|も|なら|に|、)*(?:あります|ある|持って(?:い)?(?:ます|る)|買(?:い|っ)|借り|しました|替え)`,
  'iu',
);
/** What may stand beside it without telling anything else. */
const BESIDE =
  /(?:私|わたし|うち|家|母|父|には|は|を|が|も|の|で|に|です|ですが|なんです|んです|のです|ます|なの|なん|ん|けど|から|ので|だけど|だ|よ|ね|し|か|あの|実は|そもそも|今|まだ|だけ|しか|ない|いない|せん|持って|使って|電話|えっと)/gu;

/** Takes into memory what the person has not at hand. */
export function recordMeans(turn: Turn): void {
  const { memory } = turn;
  const text = turn.text.normalize('NFKC');
  if (HAS_NONE.test(text)) {
    if (!memory.without.includes('smartphone')) memory.without.push('smartphone');
  } else if (HAS_ONE.test(text)) memory.without = memory.without.filter((means) => means !== 'smartphone');
}

/** 「ガラケーです」「スマホは持っていません」 and no more. */
export function onlyTellsMeans(turn: Turn): boolean {
  const text = turn.text.normalize('NFKC');
  if (turn.action || text.length > 30 || !HAS_NONE.test(text)) return false;
  const rest = text.replace(new RegExp(HAS_NONE, 'giu'), ' ').replace(/[\s、。,.!?]/gu, '');
  return rest.replace(BESIDE, '').length <= 2;
}

/** 「iPhone8です」 and no more: which device, but nothing of what is wrong with it. */
export function onlyTellsDevice(turn: Turn): boolean {
  const device = turn.understanding.entities.filter(({ type }) => DEVICE.has(type));
  const carrier = CARRIER.exec(turn.text)?.[0];
  if (turn.action || (device.length === 0 && !carrier) || turn.text.length > 30) return false;
  const named = [...device.map(({ text }) => text), ...(carrier ? [carrier] : [])];
  const rest = named.reduce((text, name) => text.replace(name, ' '), turn.text);
  return (
    rest
      .normalize('NFKC')
      .replace(/[\s\d、。,.!?]/gu, '')
      .replace(BESIDE, '').length <= 1
  );
}

const CARRIER = /ドコモ|docomo|(?<![a-z])au(?![a-z])|ソフトバンク|楽天モバイル|ワイモバイル|UQモバイル|ahamo|povo/iu;
const DEVICE: ReadonlySet<string> = new Set(['device', 'system', 'browser']);
