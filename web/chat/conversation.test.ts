import type { Activity } from './activity.ts';
import { Conversation, type Line, type View } from './conversation.ts';
import { DirectLineError } from './direct-line.ts';

/** A line whose other end the test decides on. */
function line() {
  const said: { text: string; clientId: string }[] = [];
  const ends: { resolve: (id: string) => void; reject: (error: unknown) => void }[] = [];
  let restarts = 0;
  let signs = 0;
  const end: Line = {
    say: (text, clientId) => {
      said.push({ text, clientId });
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    },
    restart: () => {
      restarts += 1;
    },
    writing: () => {
      signs += 1;
    },
  };
  return { end, said, ends, restarts: () => restarts, signs: () => signs };
}

function talk() {
  let count = 0;
  const conversation = new Conversation(() => `m${++count}`);
  const other = line();
  conversation.speaksOver(other.end);
  return { conversation, ...other };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const greeting: Activity = {
  type: 'message',
  id: 'c|0000001',
  text: 'こんにちは。',
  from: { id: 'tobira', role: 'bot' },
};

describe('a page that begins to listen', () => {
  it('sees what happened before it did', () => {
    const { conversation } = talk();
    conversation.received([greeting]);
    const seen: View[] = [];
    conversation.subscribe((view) => seen.push(view));
    expect(seen.at(-1)?.messages).toHaveLength(1);
  });

  it('hears nothing more once it has stopped', () => {
    const { conversation } = talk();
    const seen: View[] = [];
    conversation.subscribe((view) => seen.push(view))();
    conversation.received([greeting]);
    expect(seen).toHaveLength(1);
  });
});

describe('sending', () => {
  it('keeps the order in which things were written: the second waits for the first', async () => {
    const { conversation, said, ends } = talk();
    conversation.say('一つ目');
    conversation.say('二つ目');
    await settled();
    expect(said.map(({ text }) => text)).toEqual(['一つ目']);
    ends[0]?.resolve('c|0000002');
    await settled();
    expect(said.map(({ text }) => text)).toEqual(['一つ目', '二つ目']);
  });

  it('goes on with the second when the first fails', async () => {
    const { conversation, said, ends } = talk();
    conversation.say('一つ目');
    conversation.say('二つ目');
    await settled();
    ends[0]?.reject(new Error('no answer'));
    await settled();
    expect(said).toHaveLength(2);
    expect(conversation.view.messages.map(({ status }) => status)).toEqual(['failed', 'sending']);
  });

  it('says why in the server’s words, and sends the same message again', async () => {
    const { conversation, said, ends } = talk();
    conversation.say('はい');
    await settled();
    const body = { error: { code: 'too_many_requests', message: '少し時間をおいてください。' } };
    ends[0]?.reject(new DirectLineError({ status: 429, body }));
    await settled();
    expect(conversation.view.messages).toMatchObject([{ status: 'failed', reason: '少し時間をおいてください。' }]);
    conversation.retry('m1');
    await settled();
    expect(said.map(({ clientId }) => clientId)).toEqual(['m1', 'm1']);
  });

  it('leaves alone what has not failed', async () => {
    const { conversation, said } = talk();
    conversation.say('はい');
    conversation.retry('m1');
    await settled();
    expect(said).toHaveLength(1);
  });
});

describe('a conversation that is gone', () => {
  it('says so plainly and gives back what could not be sent', async () => {
    const { conversation } = talk();
    conversation.received([greeting]);
    conversation.say('ログインできません');
    conversation.lost();
    expect(conversation.view).toMatchObject({ messages: [], unsent: 'ログインできません' });
    expect(conversation.view.notice).toMatch('新しい会話');
  });

  it('is left when the person wants to begin again', () => {
    const { conversation, restarts } = talk();
    conversation.received([greeting]);
    conversation.restart();
    expect(conversation.view.messages).toHaveLength(0);
    expect(restarts()).toBe(1);
  });
});

describe('the sign that one is writing', () => {
  const fromStaff: Activity = {
    type: 'message',
    id: 'c|0000001',
    text: '山田です',
    from: { id: 'staff_1', role: 'bot' },
  };
  const handedOver: Activity = {
    ...fromStaff,
    from: { id: 'tobira', role: 'bot' },
    channelData: { case: { id: 'A' } },
  };

  it.each([
    ['a case was opened', handedOver],
    ['staff have spoken', fromStaff],
  ])('goes out once %s, and not with every letter', (_what, activity) => {
    const other = line();
    const conversation = new Conversation(() => '1');
    conversation.speaksOver(other.end);
    conversation.writing();
    expect(other.signs()).toBe(0);
    conversation.received([activity]);
    conversation.writing();
    conversation.writing();
    expect(other.signs()).toBe(1);
  });
});
