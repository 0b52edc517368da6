import { supportedInWords } from '../knowledge/environment.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Question, Sign } from '../knowledge/schema.ts';
import type { ServiceId } from '../language/types.ts';
import { weighEnvironment } from './environment.ts';
import type { Ledger } from './ledger.ts';
import type { Memory } from './memory.ts';
import { browserInWords, describePage, type Page } from './page.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

/**
 * Looks at the page anew: what it shows is evidence for the service in hand, and what was not told yet is told, once. Without a page, or
 * when the login fails on another device, there is nothing to see.
 */
export function lookAtPage(turn: Turn, ledger: Ledger): void {
  const { memory, knowledge } = turn;
  const { service } = memory;
  if (!service) return;
  const signs = signsOf(memory, knowledge, service);
  ledger.shown = signs.map(({ id }) => id);
  for (const sign of signs) tell(turn, service, sign);
}

/** What the page shows that counts for the login at this service. */
export function signsOf({ page, elsewhere }: Memory, knowledge: Knowledge, service: ServiceId): Sign[] {
  if (!page || elsewhere) return [];
  const { environment } = knowledge.service(service);
  const shown: Record<Sign['id'], boolean> = {
    browser_supported: weighEnvironment(page, environment) === 'supported',
    browser_too_old: weighEnvironment(page, environment) === 'too_old',
    cookies_off: page.cookies === false,
    script_off: page.script === false,
    connection_slow: page.connection === 'slow',
    connection_unsteady: page.connection === 'unsteady',
  };
  return knowledge.signs.filter(({ id }) => shown[id]);
}

function tell(turn: Turn, service: ServiceId, sign: Sign): void {
  const { memory, knowledge } = turn;
  if (!sign.say || !memory.page) return;
  const { name, environment } = knowledge.service(service);
  const isAboutTable = sign.id === 'browser_too_old';
  const words = sign.say
    .replaceAll('{browser}', describePage(memory.page))
    .replaceAll('{service}', name)
    .replaceAll('{supported}', environment ? supportedInWords(environment) : '');
  const key = isAboutTable ? `${sign.id} ${service} ${browserInWords(memory.page)}` : sign.id;
  if (memory.signsTold.includes(key)) return;
  const first = memory.signsTold.length === 0;
  memory.signsTold.push(key);
  const citation = isAboutTable ? knowledge.environmentCitation(service) : undefined;
  turn.say(first ? `${words}\n${SAYINGS.ifOtherDevice}` : words, citation ? { citations: [citation] } : {});
  turn.toldSigns = true;
}

/**
 * Before a question that the page could have answered, had the table more to say: what the browser seems to be. Not everybody knows.
 * Empty when nothing is known.
 */
export function seenBefore({ memory, knowledge }: Turn, question: Question): string {
  const { page, elsewhere } = memory;
  const asksForBrowser = knowledge.signs.some(({ spares }) => spares.includes(question.id));
  if (!page || elsewhere || !asksForBrowser) return '';
  const words = browserInWords(page) && describePage(page);
  return words ? `お使いのブラウザは、「${words}」のようです。` : '';
}

/** What staff read of the page, line by line; empty when there is none. */
export function shownToStaff({ page, elsewhere, service }: Memory, knowledge: Knowledge): string[] {
  if (!page) return [];
  const signs = service ? signsOf({ page, elsewhere: false } as Memory, knowledge, service) : [];
  const device = describePage(page);
  return [
    ...(device ? [device] : []),
    ...signs.map(({ name }) => name),
    ...(device && elsewhere ? ['ログインできないのは別の端末'] : []),
  ];
}

const DEVICE_KINDS: Readonly<Record<string, readonly Page['device'][]>> = {
  iphone: ['phone', 'mobile'],
  ipad: ['tablet', 'mobile'],
  feature_phone: ['feature_phone'],
  android_phone: ['phone'],
  smartphone: ['phone', 'mobile'],
  mobile_phone: ['phone', 'mobile', 'feature_phone'],
  tablet: ['tablet', 'mobile'],
  computer: ['computer'],
};

/**
 * Whether the device, system or browser that the person names can be the one that shows the page; undefined when that cannot be told.
 * @param type of the entity, with its `value` such as `computer`, `ios 15`, `chrome`
 */
export function isThisDevice(page: Page, type: string, value: string): boolean | undefined {
  const name = value.split(' ')[0] ?? '';
  if (type === 'device') {
    const kinds = DEVICE_KINDS[name];
    const told = page.device !== undefined && page.device !== 'unknown' && kinds !== undefined;
    return told ? kinds.includes(page.device) : undefined;
  }
  if (type === 'system') return page.system ? page.system.name === name : undefined;
  // In the window of an app everything is possible.
  return page.browser && page.browser.name !== 'other' ? page.browser.name === name : undefined;
}

const DEVICE =
  '(?:端末|機器|機械|機種|スマホ|スマートフォン|携帯|ケータイ|パソコン|PC|タブレット|iPhone|iPad|ブラウザ)';
const ELSEWHERE = new RegExp(
  `(?:別|べつ|違う|ちがう|他|ほか|もう(?:一|1)(?:つ|台))の?${DEVICE}(?:の(?:ほう|方|こと|話))?(?:です|なん(?:です|だ)|だ|で(?:困|ログインし(?:たい|よう)|入れな|入れませ|試して(?:い?る|い?ます)|やって(?:い?る|い?ます)))`,
  'iu',
);

/** 「別の端末です」「ログインしたいのは違うパソコンのほうです」 */
export function saysOtherDevice(text: string): boolean {
  return text.length <= 40 && ELSEWHERE.test(text.normalize('NFKC'));
}
