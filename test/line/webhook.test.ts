import { transcript } from '../../store/queries/activities.ts';
import { explanationsOf, keepExplanation } from '../../store/queries/explanations.ts';
import { setStory } from '../../store/queries/taken-back.ts';
import { type LineHouse, openLineHouse } from './line-house.ts';
import { type Person, post, settled, sign, until } from './person.ts';

let house: LineHouse;

beforeAll(async () => {
  house = await openLineHouse();
});

afterAll(async () => {
  expect(house.stub.faults).toEqual([]);
  await house.close();
});

/** What staff would read of the conversation. */
async function lines(person: Person): Promise<string[]> {
  const rows = await transcript(house.database, house.conversationOf(person));
  return rows.map((row) => `${row.speaker}: ${row.text}`);
}

const quiet = () => settled(() => house.stub.calls.length);

describe('the signature', () => {
  const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [] });

  it('is taken when it is right, also over JSON that is spelled unusually', async () => {
    expect((await post(house.url, body)).status).toBe(200);
    const unusual = `{ "events" : [ ] ,\n\t"destination":"\\u0055${'0'.repeat(32)}" }`;
    expect((await post(house.url, unusual)).status).toBe(200);
  });

  it.each([
    ['made with another secret', sign(body, 'another')],
    ['made over another body', sign(`${body} `)],
    ['empty', ''],
    ['no base64', 'うそ'.normalize('NFKD').replace(/./gu, '!')],
  ])('is refused with 401 when it is %s', async (_name, signature) => {
    expect((await post(house.url, body, signature)).status).toBe(401);
  });

  it('is refused with 401 when there is none, or nothing to sign', async () => {
    const url = `${house.url}/line/webhook`;
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(401);
    expect((await fetch(url, { method: 'POST', headers: { 'x-line-signature': sign('') } })).status).toBe(401);
  });

  it('keeps nothing of what bears a wrong one', async () => {
    const person = house.person();
    const forged = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [person.text('にせもの')] });
    expect((await post(house.url, forged, sign(forged, 'another'))).status).toBe(401);
    expect(await lines(person)).toEqual([]);
  });

  it('with a body that is not what LINE sends is answered with 400', async () => {
    expect((await post(house.url, '{"events":"none"}')).status).toBe(400);
    expect((await post(house.url, 'not json')).status).toBe(400);
  });
});

describe('what a person does', () => {
  it('adding the account is greeted once', async () => {
    const person = house.person();
    await person.bring(person.follow());
    await until(() => person.got.length === 1);
    expect(person.got).toEqual(['いらっしゃいませ。']);
    await person.bring(person.event('unfollow'), person.follow(true));
    await until(() => person.got.length === 2);
    expect(person.got[1]).toContain('こんにちは');
    await quiet();
    expect(person.got).toHaveLength(2);
  });

  it('what they write is answered, by reply', async () => {
    const person = house.person();
    expect(await person.ask('ログインできません')).toBe('「ログインできません」ですね。');
    expect(house.stub.delivered.at(-1)?.how).toBe('reply');
  });

  it('the same event brought again, with or without the mark of a repeat, is one message', async () => {
    const person = house.person();
    const event = person.text('一度だけ');
    const repeat = { ...event, deliveryContext: { isRedelivery: true } };
    expect(await Promise.all([person.bring(event), person.bring(event, event), person.bring(repeat)])).toEqual([
      200, 200, 200,
    ]);
    await until(() => person.got.length > 0);
    await quiet();
    expect(await lines(person)).toEqual(['member: 一度だけ', 'bot: 「一度だけ」ですね。']);
    expect(person.got).toHaveLength(1);
  });

  it('several events are taken in the order of their time, in one request and over several', async () => {
    const person = house.person();
    const [one, two, three, four] = ['一', '二', '三', '四'].map((text) => person.text(text));
    if (!one || !two || !three || !four) throw new Error('four were made');
    await Promise.all([person.bring(four, two), person.bring(three, one)]);
    await until(() => person.got.length === 4);
    expect(person.got).toEqual(['一', '二', '三', '四'].map((text) => `「${text}」ですね。`));
  });

  it('a button is what it stands for', async () => {
    const person = house.person();
    const postback = (data: string) =>
      person.event('postback', { replyToken: house.stub.token(person.userId), postback: { data } });
    await person.bring(postback('say=%E6%9A%97%E8%A8%BC%E7%95%AA%E5%8F%B7'), postback('そのまま'));
    await until(() => person.got.length === 2);
    expect(person.got).toEqual(['「暗証番号」ですね。', '「そのまま」ですね。']);
  });

  it('letters on a sticker are words', async () => {
    const person = house.person();
    const sticker = {
      type: 'sticker',
      packageId: '1',
      stickerId: '2',
      stickerResourceType: 'MESSAGE',
      quoteToken: 'q',
    };
    await person.bring(person.message({ ...sticker, text: 'ありがとう' }));
    await until(() => person.got.length === 1);
    expect(person.got).toEqual(['「ありがとう」ですね。']);
  });

  it.each([
    [
      'a sticker',
      { type: 'sticker', packageId: '1', stickerId: '2', stickerResourceType: 'STATIC', quoteToken: 'q' },
      '［スタンプ］',
    ],
    ['a picture', { type: 'image', contentProvider: { type: 'line' }, quoteToken: 'q' }, '［画像］'],
    ['a film', { type: 'video', contentProvider: { type: 'line' }, quoteToken: 'q' }, '［動画］'],
    ['a voice message', { type: 'audio', contentProvider: { type: 'line' }, duration: 900 }, '［音声］'],
    [
      'a file',
      { type: 'file', fileName: '暗証番号は4649.pdf', fileSize: 9 },
      '［ファイル: 暗証番号は［暗証番号は伏せました］.pdf］',
    ],
    ['a place', { type: 'location', title: '家', address: '東京', latitude: 35, longitude: 139 }, '［位置情報］'],
  ])('%s is named for staff, and nothing of it is kept', async (_name, content, shown) => {
    const person = house.person();
    expect(await person.bring(person.message(content))).toBe(200);
    await until(async () => (await lines(person)).length > 0);
    expect((await lines(person))[0]).toBe(`member: ${shown}`);
    const stored = await house.database.all('select status, content from attachments where conversation_id = $1', [
      house.conversationOf(person),
    ]);
    await until(async () => (await lines(person)).length > 1);
    for (const row of stored) expect(row).toMatchObject({ content: null });
  });

  it('what nobody can read does no harm: NUL, half characters, 20,000 characters', async () => {
    const person = house.person();
    const odd = `あ\0い\ud83dう${'え'.repeat(20_000)}`;
    expect(await person.bring(person.text(odd))).toBe(200);
    await until(() => person.got.length > 0);
    expect(person.got[0]).toContain('あい');
  });
});

describe('what is not answered', () => {
  it.each(['videoPlayComplete', 'beacon', 'accountLink', 'memberLeft', 'somethingOfNextYear'])(
    'a "%s" event is acknowledged and let pass',
    async (type) => {
      const person = house.person();
      const events = [{ ...person.event(type), replyToken: house.stub.token(person.userId) }];
      const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events });
      expect((await post(house.url, body)).status).toBe(200);
      await quiet();
      expect(person.got).toEqual([]);
    },
  );

  it('a message of a kind that does not exist yet, and an event without form, spoil nothing', async () => {
    const person = house.person();
    const events = [person.message({ type: 'hologram' }), null, 7, { type: 'message' }, person.text('聞こえますか')];
    const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events });
    expect((await post(house.url, body)).status).toBe(200);
    await until(() => person.got.length > 0);
    expect(person.got).toEqual(['「聞こえますか」ですね。']);
  });

  it('while another service answers (standby) the bot is silent and keeps nothing', async () => {
    const person = house.person();
    await person.bring(person.text('こちらは静かに', { mode: 'standby' }), { ...person.follow(), mode: 'standby' });
    await quiet();
    expect([person.got, await lines(person)]).toEqual([[], []]);
  });

  it('from a group the account leaves, with a word of goodbye, and keeps nothing', async () => {
    const person = house.person();
    const source = { type: 'group', groupId: `C${'a'.repeat(32)}`, userId: person.userId };
    await person.bring(person.event('join', { source, replyToken: house.stub.token(source.groupId) }));
    await until(() => house.stub.callsTo(`/v2/bot/group/${source.groupId}/leave`).length === 1);
    expect(house.stub.textsOf(source.groupId)[0]).toContain('1対1のトーク');
    expect(await lines(person)).toEqual([]);
  });

  it('a word in a group or room it is still in makes it leave, without an answer', async () => {
    const person = house.person();
    const source = { type: 'room', roomId: `R${'b'.repeat(32)}`, userId: person.userId };
    await person.bring(person.text('みんな見て', { source }), person.text('ここだよ', { source }));
    await until(() => house.stub.callsTo(`/v2/bot/room/${source.roomId}/leave`).length > 0);
    await quiet();
    expect([person.got, await lines(person)]).toEqual([[], []]);
    expect(await person.bring(person.event('leave', { source }))).toBe(200);
  });
});

describe('what is taken back', () => {
  async function handedOver(): Promise<Person> {
    const person = house.person();
    await person.ask('担当者');
    return person;
  }

  it('is hidden from staff too', async () => {
    const person = await handedOver();
    const secret = person.text('うっかり書いてしまったこと');
    await person.bring(secret);
    await person.bring(person.event('unsend', { unsend: { messageId: (secret.message as { id: string }).id } }));
    expect(await lines(person)).toContain('member: ［送信が取り消されました］');
    const view = await house.desk.view(await house.caseOf(person));
    const all = JSON.stringify([view, await house.database.all('select * from activities')]);
    expect(all.includes('うっかり')).toBe(false);
  });

  it('is hidden in the story of the case as well', async () => {
    const person = house.person();
    const words = person.text('担当者');
    await person.bring(words);
    await until(() => person.got.length > 0);
    await person.bring(person.event('unsend', { unsend: { messageId: (words.message as { id: string }).id } }));
    const view = await house.desk.view(await house.caseOf(person));
    expect(JSON.parse(view.row.story).firstWords).toBe('［送信が取り消されました］');
  });

  it('is hidden where the story tells of a danger in the same words', async () => {
    const person = house.person();
    const words = person.text('担当者');
    await person.bring(words);
    await until(() => person.got.length > 0);
    const caseId = await house.caseOf(person);
    await setStory(house.database, caseId, JSON.stringify({ danger: '担当者(カード会社には連絡済みと伺いました)' }));
    await person.bring(person.event('unsend', { unsend: { messageId: (words.message as { id: string }).id } }));
    const { story } = (await house.desk.view(caseId)).row;
    expect(JSON.parse(story)).toEqual({ danger: '［送信が取り消されました］(カード会社には連絡済みと伺いました)' });
  });

  it('takes along what was made of it', async () => {
    const person = house.person();
    const words = person.text('やっぱりやめておきます');
    await person.bring(words);
    await until(() => person.got.length > 0);
    const conversation_id = house.conversationOf(person);
    const said = await transcript(house.database, conversation_id);
    const sequence = Number(said.find(({ speaker }) => speaker === 'member')?.sequence);
    await keepExplanation(house.database, { conversation_id, sequence, explanation: '{}', at: 1 });
    await person.bring(person.event('unsend', { unsend: { messageId: (words.message as { id: string }).id } }));
    expect(await explanationsOf(house.database, conversation_id)).toEqual([]);
  });

  it('before it was answered is not answered any more', async () => {
    const person = house.person();
    const words = person.text('やっぱりやめます');
    const unsend = person.event('unsend', { unsend: { messageId: (words.message as { id: string }).id } });
    await person.bring(words, unsend);
    await quiet();
    expect((await lines(person))[0]).toBe('member: ［送信が取り消されました］');
  });

  it('a message that was never kept can be taken back, too', async () => {
    const person = house.person();
    expect(await person.bring(person.event('unsend', { unsend: { messageId: '404' } }))).toBe(200);
  });
});

describe('a person who blocks the account', () => {
  it('is sent nothing more, and staff in the middle of it are told', async () => {
    const person = house.person();
    await person.ask('担当者');
    await person.bring(person.event('unfollow'));
    expect((await lines(person)).at(-1)).toContain('ブロックしました');
    const before = person.got.length;
    const staff = await house.hire('佐藤');
    const caseId = await house.caseOf(person);
    await house.desk.claim(caseId, staff);
    await until(async () => (await undeliveredIn(caseId, staff)).length === 1);
    expect(person.got).toHaveLength(before);
  });
});

async function undeliveredIn(caseId: string, staff: { get(path: string): Promise<Response> }) {
  const answer = await staff.get('/staff/api/channels');
  const { channels } = (await answer.json()) as { channels: { undelivered: { caseId: string }[] }[] };
  return channels.flatMap((channel) => channel.undelivered.filter((one) => one.caseId === caseId));
}
