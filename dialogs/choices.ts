import { fold } from '../knowledge/fold.ts';
import type { Entity, Understanding } from '../language/types.ts';
import type { Choice } from './memory.ts';

/** Endings people add to a label without changing its meaning. */
const POLITE_ENDING =
  /(?:で|を|に|が|は)?(?:お願いします|お願い|おねがいします|します|したい(?:です)?|ほう|方|です|ます|だ|よ|ね)$/u;

/**
 * The offered choice that a message picks: by its label (with or without a polite ending), or by number in any script.
 * A number only counts when the message is little more than that.
 */
export function pickChoice(
  text: string,
  understanding: Understanding,
  offered: readonly Choice[],
  soundOf: (text: string) => string,
): Choice | undefined {
  if (offered.length === 0) return undefined;
  return byLabel(text, offered) ?? byNumber(text, understanding.entities, offered) ?? bySound(text, offered, soundOf);
}

/** A message this short may be the sound of a label, or its beginning: 「あぷり」, 「かくにん の ばんごう を きかれます」. */
const LONGEST_SOUND = 24;
const SHORTEST_SOUND = 3;
/** So much of the shorter of the two must sound alike, from the beginning on. */
const ALIKE = 0.85;

function bySound(text: string, offered: readonly Choice[], soundOf: (text: string) => string): Choice | undefined {
  if (text.length > LONGEST_SOUND || /[?？]/u.test(text)) return undefined;
  const said = soundOf(text);
  if (said.length < SHORTEST_SOUND) return undefined;
  const alike = offered.filter(({ label }) => {
    const sound = soundOf(label);
    let same = 0;
    while (same < said.length && same < sound.length && said[same] === sound[same]) same++;
    return same >= SHORTEST_SOUND && same >= ALIKE * said.length;
  });
  // What sounds in another label too chooses none: 「ログイン」.
  const within = offered.filter(({ label }) => soundOf(label).includes(said));
  return alike.length === 1 && within.length <= 1 ? alike[0] : undefined;
}

function byLabel(text: string, offered: readonly Choice[]): Choice | undefined {
  const said = fold(text);
  if (said.length === 0) return undefined;
  const bare = said.replace(POLITE_ENDING, '');
  const exact = offered.find(({ label }) => fold(label) === said || fold(label) === bare);
  if (exact) return exact;
  if (bare.length < 2) return undefined;
  const begins = offered.filter(
    ({ label }) => fold(label).startsWith(bare) || bare === fold(label).replace(POLITE_ENDING, ''),
  );
  // What stands in another label too chooses none: 「ログイン」.
  const [only, ...others] = offered.filter(({ label }) => fold(label).includes(bare));
  return begins.length === 1 && (others.length === 0 || !only) ? begins[0] : undefined;
}

function byNumber(text: string, entities: readonly Entity[], offered: readonly Choice[]): Choice | undefined {
  const choice = entities.find((entity) => entity.type === 'choice');
  if (!choice || text.length > choice.text.length + 8) return undefined;
  const value = Number(choice.value);
  if (!Number.isInteger(value)) return undefined;
  return value === -1 ? offered.at(-1) : offered[value - 1];
}
