import type { messagingApi } from '@line/bot-sdk';
import { ActionTypes, type Activity, ActivityTypes } from 'botbuilder';
import { fitting, renderActivity, renderCall, senderName } from '../../channels/line/render.ts';
import { splitText } from '../../channels/line/text.ts';
import { limitFaults } from './limits.ts';
import { textOf } from './line-stub.ts';
import { LineSchemas } from './openapi.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const FLAG = '🇯🇵';
const RARE = '𠮷';
const DAKUTEN = 'が';

const schemas = new LineSchemas('messaging-api.yml');

function said(text: string, more: Partial<Activity> = {}): Partial<Activity> {
  return { type: ActivityTypes.Message, text, ...more };
}

function choices(...labels: string[]): Pick<Activity, 'suggestedActions'> {
  const actions = labels.map((title) => ({ type: ActionTypes.ImBack, title, value: title }));
  return { suggestedActions: { to: [], actions } };
}

function cites(...names: string[]): Partial<Activity> {
  const citation = names.map((name, index) => ({ '@type': 'Claim', position: index + 1, appearance: { name } }));
  return { entities: [{ type: 'https://schema.org/Message', citation }] };
}

function step(text: string, more: Partial<Activity> = {}): Partial<Activity> {
  return said(text, { channelData: { step: { at: 3, of: 7, procedure: '再登録' } }, ...more });
}

/** Everything LINE would say against a call with these messages. */
function faultsOf(messages: messagingApi.Message[]): string[] {
  const body = { replyToken: 'token', messages };
  return [...schemas.faults('ReplyMessageRequest', JSON.parse(JSON.stringify(body))), ...messages.flatMap(limitFaults)];
}

const sentence = `${'あ'.repeat(99)}。`;
const staff = (name: string) => said('こんにちは', { from: { id: 'staff_1', name }, channelData: { staff: true } });

describe('whatever is said, LINE takes it', () => {
  it.each<[string, Partial<Activity>]>([
    ['one word', said('はい')],
    ['5,000 units', said('あ'.repeat(5_000))],
    ['5,001 units', said('あ'.repeat(5_001))],
    ['a surrogate pair over the edge', said(`${'あ'.repeat(4_999)}${RARE}${'い'.repeat(10)}`)],
    ['an emoji family over the edge', said(`${'あ'.repeat(4_995)}${FAMILY}${'い'.repeat(10)}`)],
    ['nothing but emoji families', said(FAMILY.repeat(1_000))],
    ['one character longer than a message', said(`あ${'\u3099'.repeat(6_000)}`)],
    ['pairs under a heap of marks', said(`${RARE}${'\u{e0100}'.repeat(3_000)}`)],
    ['more than five messages hold', said('あ'.repeat(30_000))],
    ['13 choices', said('どれですか。', choices(...numbered(13)))],
    ['14 choices', said('どれですか。', choices(...numbered(14)))],
    ['40 choices', said('どれですか。', choices(...numbered(40)))],
    ['a label of 20 families', said('?', choices(FAMILY.repeat(20)))],
    ['a label of 21 families', said('?', choices(FAMILY.repeat(21)))],
    ['a label of 400 characters', said('?', choices(RARE.repeat(400)))],
    ['a blank label', said('?', choices(' ', 'はい'))],
    ['choices without words', said('', choices('はい', 'いいえ'))],
    ['a step', step('【3/7】次へを押します。', choices('次へ', 'やめる'))],
    ['a step of 20,000 characters', step('あ'.repeat(20_000), choices('次へ'))],
    ['a step with a family at the edge of the altText', step(`${'あ'.repeat(394)}${FAMILY}${FAMILY}`)],
    ['a step without a name', said('押します。', { channelData: { step: { at: 0, of: 3, procedure: '' } } })],
    ['a case', said('おつなぎします。', { channelData: { case: { id: 'K7QM-2XPD' } }, ...choices('待つのをやめる') })],
    ['40 documents', said('事実です。', cites(...numbered(40)))],
    ['a member of staff', staff('佐藤')],
    ['a member of staff without a name', staff('')],
    ['a member of staff with a name of 30 characters', staff('寿限無'.repeat(10))],
    ['a member of staff with families in the name', staff(FAMILY.repeat(5))],
    ['a member of staff who is called LINE', staff('ＬＩＮＥサポート')],
  ])('%s', (_name, activity) => {
    const messages = renderActivity(activity);
    expect(messages.length).toBeGreaterThanOrEqual(1);
    expect(messages.length).toBeLessThanOrEqual(5);
    expect(faultsOf(messages)).toEqual([]);
  });

  it('says nothing where there is nothing to say', () => {
    expect(renderActivity(said('  \n'))).toEqual([]);
    expect(renderActivity({ type: ActivityTypes.Typing })).toEqual([]);
    expect(renderActivity({ type: ActivityTypes.Event, name: 'handoff.initiate' })).toEqual([]);
  });
});

describe('a long text', () => {
  it.each([
    ['Japanese sentences', sentence.repeat(120)],
    ['sentences with closing brackets', `${'あ'.repeat(60)}「はい。」`.repeat(200)],
    ['no sentence at all', RARE.repeat(6_000)],
    ['families without end', FAMILY.repeat(1_200)],
    ['flags and marks', `${FLAG}${DAKUTEN}`.repeat(3_000)],
    ['lines', 'ログインできません\n'.repeat(1_000)],
  ])('%s: nothing is lost, nothing doubled, no character torn', (_name, text) => {
    const parts = splitText(text, 5_000);
    expect(parts.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
    expect(parts.every((part) => part.length <= 5_000 && part.isWellFormed())).toBe(true);
    const whole = countOf(text.replace(/\s/gu, ''));
    expect(parts.reduce((sum, part) => sum + countOf(part.replace(/\s/gu, '')), 0)).toBe(whole);
  });

  it('is parted where a sentence ends', () => {
    const parts = splitText(sentence.repeat(60), 5_000);
    expect(parts.map((part) => part.length)).toEqual([5_000, 1_000]);
    expect(splitText(`${'あ'.repeat(3_000)}。${'い'.repeat(3_000)}。`, 5_000).map((part) => part.at(-1))).toEqual([
      '。',
      '。',
    ]);
  });

  it('leaves a closing bracket with its sentence', () => {
    const [first] = splitText(`${'あ'.repeat(3_000)}「はい。」${'い'.repeat(3_000)}`, 5_000);
    expect(first?.endsWith('「はい。」')).toBe(true);
  });

  it('tears no mark off an exclamation: ❗️ and ！ with a variation sign stay whole', () => {
    const text = `${'あ'.repeat(4_998)}！\ufe0f${'い'.repeat(20)}`;
    expect(splitText(text, 4_999).every((part) => !part.startsWith('\ufe0f'))).toBe(true);
  });
});

describe('choices', () => {
  const [message] = renderActivity(said('どちらですか。', choices('ログインできない', '担当者に相談する')));

  it('stand in the text with their numbers, for computers, where LINE shows no quick replies', () => {
    expect(textOf(message as messagingApi.Message)).toBe(
      'どちらですか。\n\n選ぶものの番号(1、2など)でもお答えいただけます。\n1 ログインできない\n2 担当者に相談する',
    );
  });

  it('are quick replies that say what they show', () => {
    expect(message?.quickReply?.items?.map(({ action }) => action)).toEqual([
      { type: 'message', label: 'ログインできない', text: 'ログインできない' },
      { type: 'message', label: '担当者に相談する', text: '担当者に相談する' },
    ]);
  });

  it('beyond the thirteenth can still be picked by their number', () => {
    const [many] = renderActivity(said('どれですか。', choices(...numbered(14))));
    expect(many?.quickReply?.items).toHaveLength(13);
    expect(textOf(many as messagingApi.Message)).toContain('14 選択肢14');
  });

  it('keep a label of exactly 20 characters whole, and say the whole of a longer one', () => {
    const long = 'あ'.repeat(19) + FAMILY;
    const [cut] = renderActivity(said('?', choices(long, `${long}い`)));
    const actions = cut?.quickReply?.items?.map(({ action }) => action as messagingApi.MessageAction);
    expect(actions?.[0]?.label).toBe(long);
    expect(actions?.[1]).toMatchObject({ label: `${'あ'.repeat(19)}…`, text: `${long}い` });
  });

  it('hang on the last part of a text that is split', () => {
    const parts = renderActivity(said(sentence.repeat(60), choices('はい')));
    expect(parts.map((part) => part.quickReply !== undefined)).toEqual([false, true]);
  });

  it('hang on the last message of a call only', () => {
    const call = renderCall([said('一', choices('はい')), said('二', choices('いいえ'))]);
    expect(call.map((one) => one.quickReply?.items?.length)).toEqual([undefined, 1]);
  });
});

describe('steps and cases', () => {
  it('a step is a bubble with its place and its words; the altText says all of it', () => {
    const [message] = renderActivity(
      step('【3/7】「次へ」を押します。', { ...choices('次へ'), ...cites('登録ガイド') }),
    );
    const flex = message as messagingApi.FlexMessage;
    expect(flex.type).toBe('flex');
    expect(flex.altText).toBe('【3/7】「次へ」を押します。\n選ぶものの番号(1、2など)でもお答えいただけます。\n1 次へ');
    const shown = JSON.stringify(flex.contents);
    for (const words of [
      '再登録',
      '全部で7つの手順の、3つ目です',
      '「次へ」を押します。',
      '出典: 登録ガイド',
      '1 次へ',
      '"43%"',
    ]) {
      expect(shown).toContain(words);
    }
    expect(shown).not.toContain('【3/7】');
  });

  it('a step too large for a bubble is said in plain words', () => {
    expect(renderActivity(step('あ'.repeat(12_000))).map(({ type }) => type)).toEqual(['text', 'text', 'text']);
  });

  it('a case is a bubble with its number', () => {
    const [message] = renderActivity(said('おつなぎします。', { channelData: { case: { id: 'K7QM-2XPD' } } }));
    expect(JSON.stringify(message)).toContain('受付番号 K7QM-2XPD');
  });
});

describe('what else goes along', () => {
  it('documents are one line, each once', () => {
    const [message] = renderActivity(said('事実です。', cites('会員規約', '登録ガイド', '会員規約')));
    expect(textOf(message as messagingApi.Message)).toBe('事実です。\n\n出典: 会員規約、登録ガイド');
  });

  it.each([
    ['佐藤', '佐藤'],
    ['  佐藤 花子 ', '佐藤 花子'],
    ['LINE太郎', '担当者'],
    ['Caroline', '担当者'],
    ['ｌｉｎｅ係', '担当者'],
    ['', '担当者'],
    ['あ'.repeat(21), `${'あ'.repeat(19)}…`],
    [`${'あ'.repeat(15)}${FAMILY}`, `${'あ'.repeat(15)}…`],
  ])('staff called %j speak as %j', (name, shown) => {
    expect(senderName(name)).toBe(shown);
  });

  it('one call holds five messages, never part of an activity', () => {
    expect(fitting(['一', '二', '三', '四', '五', '六'].map((text) => said(text)))).toBe(5);
    expect(fitting([said('一'), said('あ'.repeat(21_000))])).toBe(1);
    expect(fitting([said('あ'.repeat(30_000)), said('一')])).toBe(1);
    expect(fitting([said('一'), { type: ActivityTypes.Event }, said('二')])).toBe(3);
  });
});

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `選択肢${index + 1}`);
}

function countOf(text: string): number {
  return [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].length;
}
