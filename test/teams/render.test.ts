import { type Activity, ActivityTypes } from 'botbuilder';
import { Pace } from '../../channels/teams/pace.ts';
import { LIMITS, render, renderUnsure, shownCard } from '../../channels/teams/render.ts';
import { buttonsOf } from './teams-house.ts';

const FAMILY = '👨‍👩‍👧‍👦';

function said(changes: Partial<Activity>): Partial<Activity> {
  return { type: ActivityTypes.Message, id: 'msteams:a:1|0000007', text: 'こんにちは', ...changes };
}

function choices(count: number, label = (index: number) => `選択肢${index + 1}`) {
  const actions = Array.from({ length: count }, (_, index) => ({
    type: 'imBack',
    title: label(index),
    value: label(index),
  }));
  return { suggestedActions: { to: [], actions } };
}

function cited(count: number, name = '資料', abstract = '要約') {
  const citation = Array.from({ length: count }, (_, index) => ({
    '@type': 'Claim',
    position: index + 1,
    appearance: { '@type': 'DigitalDocument', name, abstract },
  }));
  return { entities: [{ type: 'https://schema.org/Message', citation }] };
}

describe('a message for Teams', () => {
  it.each([
    ['a text far too long', said({ text: 'あ'.repeat(100_000) })],
    ['a text of characters in pairs', said({ text: '𠮷'.repeat(50_000) })],
    ['a text of families', said({ text: FAMILY.repeat(20_000) })],
    ['a hundred choices', said(choices(100, (index) => `${index}${'長'.repeat(500)}`))],
    ['a hundred sources', said(cited(100, '資'.repeat(1_000), '要'.repeat(1_000)))],
    [
      'all of it',
      said({ text: 'あ'.repeat(100_000), ...choices(100, () => '長'.repeat(500)), ...cited(100, '資'.repeat(999)) }),
    ],
  ])('stays within what Teams takes: %s', (_name, activity) => {
    const json = JSON.stringify(render(activity, 'msteams'));
    expect(Buffer.byteLength(json, 'utf16le')).toBeLessThanOrEqual(LIMITS.messageBytes);
    expect(json.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(shownCard(activity)), 'utf16le')).toBeLessThanOrEqual(LIMITS.messageBytes);
  });

  it('says so when a text had to be cut', () => {
    expect(render(said({ text: 'あ'.repeat(100_000) }), 'msteams')?.text).toMatch(/ここまでをお送りしました。\)$/);
  });

  it('keeps citations within their limits: 20 of them, names of 80 and abstracts of 160 characters', () => {
    const [entity] = render(said(cited(30, '資'.repeat(200), '要'.repeat(500))), 'msteams')?.entities ?? [];
    expect(entity?.citation).toHaveLength(20);
    for (const { appearance } of entity?.citation ?? []) {
      expect(appearance.name).toHaveLength(80);
      expect(appearance.abstract).toHaveLength(160);
    }
  });

  it('lets no words pass for marks: neither in Markdown nor in a card', () => {
    const text = '[ここ](http://evil.example) *強調* <at>全員</at> 1. 番号\n# 見出し';
    const rendered = render(said({ text, ...cited(1) }), 'msteams');
    expect(rendered?.text).toContain('\\[ここ\\](http://evil.example) \\*強調\\* \\<at\\>全員');
    expect(rendered?.text).toMatch(/\[1\]$/);
    expect(shownCard(said({ text })).body).toContainEqual({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text }],
    });
    expect(render(said({ text }), 'msteams')).toMatchObject({ text, textFormat: 'plain' });
  });

  it('names the member of staff who speaks', () => {
    const activity = said({ channelData: { staff: true }, from: { id: 'staff_1', name: '山田' } as Activity['from'] });
    expect(render(activity, 'msteams')?.text).toBe('【担当 山田】\nこんにちは');
  });

  it('shows nothing for what is no message', () => {
    expect(render({ type: ActivityTypes.Event, name: 'something' }, 'msteams')).toBeUndefined();
  });

  it('keeps the choices of buttons whole, each with a fallback for older clients', () => {
    const buttons = buttonsOf(render(said(choices(7)), 'msteams') as Activity);
    expect(buttons.map(({ title }) => title)).toEqual(Array.from({ length: 7 }, (_, i) => `${i + 1}. 選択肢${i + 1}`));
    for (const { data, fallback } of buttons) expect(fallback).toMatchObject({ type: 'Action.Submit', data });
  });
});

describe('a message for another channel', () => {
  it('repeats the choices as numbers where no buttons are shown, and not where they are', () => {
    expect(render(said(choices(2)), 'email')?.text).toBe(
      'こんにちは\n\n番号でもお答えいただけます。\n1 選択肢1\n2 選択肢2',
    );
    expect(render(said(choices(2)), 'emulator')).toMatchObject({ text: 'こんにちは', ...choices(2) });
  });

  it('names its sources in words, and has no card', () => {
    const rendered = render(said(cited(2, '紹介記事')), 'webchat');
    expect(rendered?.text).toBe('こんにちは\n\n出典: 紹介記事');
    expect(rendered?.attachments).toBeUndefined();
    expect(renderUnsure(said({}), 'webchat').attachments).toBeUndefined();
  });
});

describe('the pace', () => {
  it('takes six in a second and fifty-nine in half a minute to one conversation, and tells how long to wait', () => {
    let now = 0;
    const pace = new Pace(() => now);
    const waits = Array.from({ length: 7 }, () => pace.take('a'));
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 1000]);
    expect(pace.take('b')).toBe(0);
    let sent = 6;
    while (now < 30_000) {
      const wait = pace.take('a');
      if (wait === 0) sent += 1;
      now += Math.max(wait, 1);
    }
    expect(sent).toBe(59);
  });

  it('takes forty-nine in a second to all together', () => {
    const pace = new Pace(() => 0);
    const waits = Array.from({ length: 50 }, (_, index) => pace.take(String(index)));
    expect(waits.filter((wait) => wait > 0)).toEqual([1000]);
  });
});
