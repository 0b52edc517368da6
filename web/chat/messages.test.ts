import type { Activity } from './activity.ts';
import { type Change, type Messages, openChoices, reduce } from './messages.ts';

const NOW = Date.parse('2026-11-22T05:00:00Z');

function run(...changes: Change[]): Messages {
  return changes.reduce<Messages>(reduce, []);
}

function said(sequence: number, text: string, more: Partial<Activity> = {}): Activity {
  return {
    type: 'message',
    id: `c1|${String(sequence).padStart(7, '0')}`,
    timestamp: new Date(NOW + sequence).toISOString(),
    from: { id: 'tobira', name: 'Tobira', role: 'bot' },
    text,
    ...more,
  };
}

function echo(sequence: number, text: string, clientId: string): Activity {
  return said(sequence, text, { from: { id: 'dl_x', role: 'user' }, channelData: { clientActivityID: clientId } });
}

const received = (...activities: Activity[]): Change => ({ kind: 'received', activities, now: NOW });
const written = (clientId: string, text: string): Change => ({ kind: 'written', clientId, text, now: NOW });
const texts = (messages: Messages) => messages.map(({ text }) => text);

describe('a message of one’s own', () => {
  it('is shown at once as being sent', () => {
    expect(run(written('a', 'ログインできない'))).toMatchObject([
      { speaker: 'member', text: 'ログインできない', status: 'sending' },
    ]);
  });

  it('is sent when the server has taken it', () => {
    const messages = run(written('a', 'はい'), { kind: 'accepted', clientId: 'a', id: 'c1|0000003' });
    expect(messages).toMatchObject([{ status: 'sent', id: 'c1|0000003' }]);
  });

  it('is replaced by the server’s echo, which may have a secret taken out', () => {
    const messages = run(written('a', '番号は4111111111111111'), received(echo(3, '番号は〔カード番号〕', 'a')));
    expect(messages).toMatchObject([{ key: 'a', text: '番号は〔カード番号〕', status: 'sent' }]);
  });

  it('stays one message when the echo comes before the answer to the request, and when it comes after', () => {
    const accepted: Change = { kind: 'accepted', clientId: 'a', id: 'c1|0000003' };
    expect(run(written('a', 'はい'), received(echo(3, 'はい', 'a')), accepted)).toHaveLength(1);
    expect(run(written('a', 'はい'), accepted, received(echo(3, 'はい', 'a')))).toHaveLength(1);
  });

  it('tells when and why it could not be sent, and is sent again as the same message', () => {
    const failed = run(written('a', 'はい'), { kind: 'failed', clientId: 'a', reason: '少し時間をおいてください。' });
    expect(failed).toMatchObject([{ status: 'failed', reason: '少し時間をおいてください。' }]);
    const retried = reduce(failed, { kind: 'retried', clientId: 'a' });
    expect(retried).toMatchObject([{ key: 'a', status: 'sending', reason: undefined }]);
  });

  it('counts as sent when its echo came although the answer to the request got lost', () => {
    const messages = run(written('a', 'はい'), received(echo(3, 'はい', 'a')), { kind: 'failed', clientId: 'a' });
    expect(messages).toMatchObject([{ status: 'sent' }]);
  });

  it('moves behind what was said meanwhile when it is sent again', () => {
    const messages = run(
      received(said(1, 'こんにちは。')),
      written('a', 'はい'),
      { kind: 'failed', clientId: 'a' },
      received(said(2, 'まだいらっしゃいますか。')),
      { kind: 'retried', clientId: 'a' },
    );
    expect(texts(messages)).toEqual(['こんにちは。', 'まだいらっしゃいますか。', 'はい']);
  });
});

describe('what the server says', () => {
  it('is shown once, however often it arrives', () => {
    expect(run(received(said(1, 'こんにちは。')), received(said(1, 'こんにちは。'), said(2, 'どうぞ。')))).toHaveLength(
      2,
    );
  });

  it('stands in the server’s order, in whatever order it arrives', () => {
    expect(texts(run(received(said(3, '三')), received(said(1, '一'), said(2, '二'))))).toEqual(['一', '二', '三']);
  });

  it('comes after the question it answers, also when several questions are on their way', () => {
    const messages = run(
      received(said(1, 'こんにちは。')),
      written('a', '一つ目'),
      written('b', '二つ目'),
      received(echo(2, '一つ目', 'a'), said(3, '一つ目の答え')),
      received(echo(4, '二つ目', 'b'), said(5, '二つ目の答え')),
    );
    expect(texts(messages)).toEqual(['こんにちは。', '一つ目', '一つ目の答え', '二つ目', '二つ目の答え']);
  });

  it('names staff by their own names, and the bot as the bot', () => {
    const fromStaff = said(2, '佐藤です。', { from: { id: 's1', name: '佐藤', role: 'bot' } });
    expect(run(received(said(1, 'こんにちは。'), fromStaff))).toMatchObject([
      { speaker: 'bot' },
      { speaker: 'staff', name: '佐藤' },
    ]);
  });

  it('shows a step by its sign alone, not in the text once more', () => {
    const step = said(1, '【3/7】「メニュー」を押します。', {
      channelData: { step: { at: 3, of: 7, procedure: '暗証番号の確認' } },
    });
    expect(run(received(step))).toMatchObject([{ text: '「メニュー」を押します。', step: { at: 3, of: 7 } }]);
  });

  it('leaves out what is no message', () => {
    expect(run(received({ type: 'typing', from: { id: 'tobira' } }))).toHaveLength(0);
  });
});

describe('quick replies', () => {
  const asked = said(1, 'どちらですか。', {
    suggestedActions: { actions: [{ title: 'セゾン', value: 'セゾン' }, { title: 'プロミス' }] },
  });

  it('are those of the newest message', () => {
    expect(openChoices(run(received(asked)))).toEqual(['セゾン', 'プロミス']);
  });

  it('go as soon as something is written', () => {
    expect(openChoices(run(received(asked), written('a', 'セゾン')))).toEqual([]);
  });

  it('are none in an empty conversation', () => {
    expect(openChoices([])).toEqual([]);
  });
});
