import { DEADLINES } from '../../channels/line/api.ts';
import { type LineHouse, openLineHouse } from './line-house.ts';
import { type Person, until } from './person.ts';

const PEOPLE = 50;
const EACH = 4;

let house: LineHouse;

beforeAll(async () => {
  house = await openLineHouse({ deadlines: DEADLINES });
});

afterAll(() => house.close());

describe('200 messages of 50 people within a second', () => {
  it('are all answered, each once, in the order of each person, and each free of charge', async () => {
    const people = Array.from({ length: PEOPLE }, () => house.person());
    const begun = Date.now();
    const sent: Promise<number>[] = [];
    for (let round = 1; round <= EACH; round++) {
      for (const person of people) sent.push(takeTime(person, `${round}回目`));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    const answers = await Promise.all(sent);
    expect(Date.now() - begun).toBeLessThan(10_000);
    await until(() => people.every((person) => person.got.length >= EACH), 20_000);
    expect(Math.max(...answers)).toBeLessThan(2_000);
    for (const person of people) {
      expect(person.got).toEqual(['「1回目」ですね。', '「2回目」ですね。', '「3回目」ですね。', '「4回目」ですね。']);
    }
    expect(house.stub.delivered.filter(({ how }) => how === 'push')).toEqual([]);
    expect(house.stub.faults).toEqual([]);
  });
});

/** Milliseconds until LINE was told that the message was received. */
async function takeTime(person: Person, text: string): Promise<number> {
  const begun = Date.now();
  expect(await person.say(text)).toBe(200);
  return Date.now() - begun;
}
