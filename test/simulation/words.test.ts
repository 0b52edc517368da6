import { join } from 'node:path';
import { loadKnowledge } from '../../knowledge/knowledge.ts';
import { createRandom } from '../../language/random.ts';
import { testReader } from '../support/talk.ts';
import { talkOf, VOICES } from './members.ts';

/** Draws for each cause and voice: what is answered and asked back differs. */
const DRAWS = 5;
const MEAN = 0.95;
const LEAST_OF_ANY = 0.88;

const knowledge = loadKnowledge(join(import.meta.dirname, '..', '..', 'knowledge'));
const reader = testReader(knowledge);

/** The share of talks that were solved, by service, cause and voice. */
function shares(): { name: string; share: number; told: string[] }[] {
  return knowledge.services().flatMap(({ id: service }) =>
    knowledge.causes(service).flatMap((cause) =>
      VOICES.map((voice) => {
        const talks = Array.from({ length: DRAWS }, (_, draw) =>
          talkOf({ service, cause, voice }, knowledge, reader, createRandom(draw * 7919 + 17)),
        );
        const failed = talks.find(({ solved }) => !solved);
        return {
          name: `${service} ${cause.id} ${voice}`,
          share: talks.filter(({ solved }) => solved).length / DRAWS,
          told: failed?.told ?? [],
        };
      }),
    ),
  );
}

describe('members with a hidden cause who answer in words of their own', () => {
  it('get in, whatever the cause and whoever speaks', () => {
    const all = shares();
    const mean = all.reduce((sum, { share }) => sum + share, 0) / all.length;
    const byVoice = VOICES.map((voice) => {
      const own = all.filter(({ name }) => name.endsWith(` ${voice}`));
      return own.reduce((sum, { share }) => sum + share, 0) / own.length;
    });
    expect({
      mean: mean >= MEAN,
      voices: byVoice.every((share) => share >= LEAST_OF_ANY),
      low: all.filter(({ share }) => share < 0.6).map(({ name }) => name),
    }).toEqual({ mean: true, voices: true, low: [] });
  }, 120_000);
});
