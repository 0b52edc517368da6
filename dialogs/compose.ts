import { humanFirst, keptChoices } from './menu.ts';
import { hashOfText, timesSaid, wasJustSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

/** A text said so often in a conversation is not said once more. */
const MOST_TIMES = 2;

/** The last look before a turn is said: nothing twice running to different words, nothing a third time, and always a way on. */
export function compose(turn: Turn, asked: { again: boolean }): void {
  if (!asked.again && !turn.isHandedOver) withoutRepeats(turn);
  const last = turn.messages.at(-1)?.text ?? '';
  if (last !== '' && turn.choices.length === 0 && !turn.isHandedOver && !OPEN_ENDS.test(last))
    turn.offer(keptChoices(turn));
  remember(turn);
}

/** What leaves the next word to the person. */
const OPEN_ENDS = /いつでもお書きください|そのままお書きください|コードは「/u;

/** What was just said, or was said often enough, gives way to other words. */
function withoutRepeats(turn: Turn): void {
  const fresh = turn.messages.filter(
    ({ text, step }) =>
      step !== undefined || !(wasJustSaid(turn, text) || timesSaid(turn, text) >= MOST_TIMES) || FREE.has(text),
  );
  if (fresh.length === turn.messages.length || turn.messages.length === 0) return;
  const asksAgain = turn.choices.some(({ action }) => action.kind === 'answer');
  turn.messages.splice(0, turn.messages.length, ...fresh);
  if (fresh.length > 0 && asksAgain && !fresh.some(({ text }) => text.includes('選'))) turn.say(SAYINGS.backToQuestion);
  if (fresh.length > 0) return;
  const times = timesSaid(turn, SAYINGS.saidThat);
  turn.say(times === 0 ? SAYINGS.saidThat : times === 1 ? SAYINGS.offerHuman : SAYINGS.unknownOften);
  turn.offer(humanFirst(turn.choices));
}

/** Courtesies and warnings that are the same each time. */
const FREE: ReadonlySet<string> = new Set([
  SAYINGS.secretTyped,
  SAYINGS.thanks,
  SAYINGS.noWords,
  SAYINGS.empty,
  SAYINGS.stillHere,
  SAYINGS.unknownOften,
  SAYINGS.solved,
  SAYINGS.goAhead,
  SAYINGS.startOver,
  SAYINGS.menu,
  SAYINGS.heardGoOn,
  SAYINGS.corrected,
]);

function remember({ memory, messages }: Turn): void {
  memory.lastSaid = messages.map(({ text }) => hashOfText(text));
  for (const hash of memory.lastSaid) memory.said[hash] = (memory.said[hash] ?? 0) + 1;
}
