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

describe('200 messages of 50 people at once', () => {
  it('are all answered, each once, in the order of each person, and each free of charge', async () => {
    const people = Array.from({ length: PEOPLE }, () => house.person());
    await Promise.all(people.map(sayAll));
    await until(() => people.every((person) => person.got.length >= EACH), 20_000);
    for (const person of people) {
      expect(person.got).toEqual(['「1回目」ですね。', '「2回目」ですね。', '「3回目」ですね。', '「4回目」ですね。']);
    }
    expect(house.stub.delivered.filter(({ how }) => how === 'push')).toEqual([]);
    expect(house.stub.faults).toEqual([]);
  });
});

/** One message after another: each as soon as the one before was taken, whether it is answered yet or not. */
async function sayAll(person: Person): Promise<void> {
  for (let round = 1; round <= EACH; round++) expect(await person.say(`${round}回目`)).toBe(200);
}
