import { deflateSync } from 'node:zlib';
import { type LineHouse, openLineHouse } from './line-house.ts';
import { type Person, settled, until } from './person.ts';

const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), deflateSync('a picture')]);
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), deflateSync('a photograph')]);

let house: LineHouse;
let staff: Awaited<ReturnType<LineHouse['hire']>>;

beforeEach(async () => {
  house = await openLineHouse();
  staff = await house.hire('佐藤');
});

afterEach(async () => {
  await house.close();
  expect(house.stub.faults).toEqual([]);
});

const contentOf = (id: string) => `/v2/bot/message/${id}/content`;

/** The person sends a picture; returns its name at LINE. */
async function send(person: Person, bytes: Buffer | undefined): Promise<string> {
  const event = person.message({ type: 'image', contentProvider: { type: 'line' }, quoteToken: 'q' });
  const { id } = event.message as { id: string };
  if (bytes) house.stub.contents.set(id, bytes);
  await person.bring(event);
  return id;
}

/** Where staff find the pictures of the conversation; none that they cannot see. */
async function paths(person: Person): Promise<string[]> {
  const rows = await house.database.all<{ payload: string }>(
    `select payload from activities where conversation_id = $1 and speaker = 'member' order by sequence`,
    [house.conversationOf(person)],
  );
  return rows.flatMap(({ payload }) => (JSON.parse(payload).attachments ?? []).map((one: Shown) => one.contentUrl));
}

/** Waits until staff find the picture. */
async function shown(person: Person): Promise<string> {
  await until(async () => (await paths(person)).length > 0);
  return (await paths(person))[0] ?? '';
}

interface Shown {
  contentUrl: string;
}

async function waiting(): Promise<Person> {
  const person = house.person();
  await person.ask('担当者');
  return person;
}

const seen = async (path: string) => (await staff.get(path)).status === 200;

describe('a picture that a member sends', () => {
  it.each([
    ['PNG', PNG, 'image/png'],
    ['JPEG', JPEG, 'image/jpeg'],
  ])('goes to staff when a human has the case: %s', async (_name, bytes, type) => {
    const person = await waiting();
    await send(person, bytes);
    const path = await shown(person);
    const answer = await staff.get(path);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is shown to nobody who is not signed in', async () => {
    const person = await waiting();
    await send(person, PNG);
    const path = await shown(person);
    expect((await fetch(`${house.url}${path}`)).status).toBe(401);
  });

  it('is not even fetched while the bot answers', async () => {
    const person = house.person();
    const id = await send(person, PNG);
    await until(() => person.got.length > 0);
    await settled(() => house.stub.calls.length);
    expect(house.stub.callsTo(contentOf(id))).toEqual([]);
    expect(await paths(person)).toEqual([]);
    const [kept] = await house.database.all<{ id: string }>('select id from attachments');
    expect((await staff.get(`/staff/api/attachments/${kept?.id}`)).status).toBe(404);
  });

  it('right after the wish for a human goes to staff as well', async () => {
    const person = house.person();
    const event = person.message({ type: 'image', contentProvider: { type: 'line' }, quoteToken: 'q' });
    house.stub.contents.set((event.message as { id: string }).id, PNG);
    await person.bring(person.text('担当者'), event);
    expect(await seen(await shown(person))).toBe(true);
  });

  it.each([
    ['a web page called a picture', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['nothing', Buffer.alloc(0)],
    ['more than 10 MB', Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)])],
  ])('%s is not shown, and the person is asked for words', async (_name, bytes) => {
    const person = await waiting();
    await send(person, bytes);
    await until(() => person.got.some((text) => text.includes('画像を開けませんでした')));
    expect(await paths(person)).toEqual([]);
    const [kept] = await house.database.all<{ id: string }>('select id from attachments');
    expect((await staff.get(`/staff/api/attachments/${kept?.id}`)).status).toBe(404);
  });

  it('is tried again when LINE does not give it at once', async () => {
    const person = await waiting();
    let refusals = 1;
    house.stub.behave = ({ path }) => (path.includes('/content') && refusals-- > 0 ? 500 : 'take');
    await send(person, PNG);
    expect(await seen(await shown(person))).toBe(true);
  });

  it('is gone when the person takes it back', async () => {
    const person = await waiting();
    const id = await send(person, PNG);
    const path = await shown(person);
    await person.bring(person.event('unsend', { unsend: { messageId: id } }));
    expect(await paths(person)).toEqual([]);
    expect((await staff.get(path)).status).toBe(404);
    expect(await house.database.all('select content from attachments')).toEqual([{ content: null }]);
  });

  it('that waits over a restart is fetched then', async () => {
    const person = await waiting();
    const id = await send(person, PNG);
    const path = await shown(person);
    await house.database.run(`update attachments set status = 'waiting', content = null`);
    house.stub.calls.length = 0;
    const second = await openLineHouse({ folder: house.folder, stub: house.stub });
    await until(() => house.stub.callsTo(contentOf(id)).length > 0);
    await until(() => seen(path));
    await second.close();
  });
});
