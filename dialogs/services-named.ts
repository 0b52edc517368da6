import type { Entity, ServiceId, Understanding } from '../language/types.ts';

const BESIDE = '^(?:の?(?:カード|サイト|アプリ|会員|ほう|方|件))?';
const HAS = /(?:持って|使って)(?:い)?(?:る|ます|て)/u;
/** 「アメックスじゃなくて」 */
const RULED_OUT = new RegExp(`${BESIDE}(?:じゃな|では?な|とはちが|とは違)`, 'u');
/** 「セゾンは入れるのに」 */
const FINE = new RegExp(
  `${BESIDE}(?:には|では|なら|は|も)(?:普通に|ふつうに|ちゃんと|問題なく|すぐ)?(?:(?:ログイン)?(?:入れる|入れた|入れます|入れて|でき(?:る|た|ます|ました|て))|大丈夫|使え(?:る|た|ます|て)|見られる|見れる|問題な)`,
  'u',
);

/** The services that the message has trouble with, in its order: one that works or is ruled out is none. */
export function servicesInTrouble({ text, entities }: Understanding): ServiceId[] {
  const all = entities.filter(({ type }) => type === 'service');
  // 「両方持っているんですけど、アメックスに入れません」 tells first what one has, then what is wrong.
  const has = HAS.exec(text);
  const later = all.filter(({ start }) => has !== null && start > has.index);
  const mentions = later.length > 0 ? later : all;
  const troubled = mentions.filter((mention) => {
    const after = tail(text, mention, mentions);
    return !RULED_OUT.test(after) && !FINE.test(after);
  });
  return [...new Set(troubled.map(({ value }) => value as ServiceId))];
}

/** The service that the message is about: of several the first in trouble. */
export function serviceMeant(understanding: Understanding): ServiceId | null {
  const { service } = understanding;
  if (service === null) return null;
  const troubled = servicesInTrouble(understanding);
  return troubled.length === 0 || troubled.includes(service) ? service : (troubled[0] ?? service);
}

/** What is said of each of the services in trouble, when they are several: 「セゾンはロックされて、アメックスはパスワード忘れた」. */
export function clausesOf(understanding: Understanding): { service: ServiceId; words: string }[] {
  const { text, entities } = understanding;
  const mentions = entities.filter(({ type }) => type === 'service');
  return servicesInTrouble(understanding).flatMap((service) => {
    const mention = mentions.find(({ value }) => value === service);
    return mention ? [{ service, words: `${mention.text}${tail(text, mention, mentions)}` }] : [];
  });
}

function tail(text: string, mention: Entity, mentions: readonly Entity[]): string {
  const next = mentions.find(({ start }) => start >= mention.end);
  return text.slice(mention.end, next?.start).trimStart();
}

const FIRST_WORDS =
  /^(?:カードの?(?:表|裏|裏面|おもて)?(?:に|には|は)|次は|つぎは|やっぱり|やはり|まず|まずは|では|じゃあ|あと|あの)?[、,]?/u;
const NAME_ENDING =
  /^(?:と(?:書いてあ|書かれて|印刷されて|入って|あ)(?:い)?(?:る|ります|ます)(?:カード|んです)?|です|でした|だ|だよ|やで|やねん|だけど|だってば|かな|は|も|から|が先|を先に|の(?:ほう|方|こと|件|カード|話|相談)?(?:から|です|だ|は|を先に)?)?(?:に(?:戻|もど)(?:り(?:ます|たい|ましょう)|って|る|ろう))?(?:で|お願いします|おねがいします|頼みます|です)*[。!！?？]*$/u;

/** Whether the message says little more than which service it is about: 「プロミスです」「プロミスから」. */
export function onlyNames({ text, entities }: Understanding): boolean {
  const name = entities.find(({ type }) => type === 'service');
  if (!name) return false;
  const before = text.slice(0, name.start).trim();
  const after = text.slice(name.end).trim();
  return before.replace(FIRST_WORDS, '') === '' && NAME_ENDING.test(after);
}
