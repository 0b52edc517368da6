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
export function pickChoice(text: string, understanding: Understanding, offered: readonly Choice[]): Choice | undefined {
  if (offered.length === 0) return undefined;
  return byLabel(text, offered) ?? byNumber(text, understanding.entities, offered);
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
