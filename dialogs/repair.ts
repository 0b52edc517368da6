import type { DialogContext } from 'botbuilder-dialogs';
import { beginIntent } from './intents.ts';
import type { Choice } from './memory.ts';
import { humanChoice, menuChoices } from './menu.ts';
import { INTENT_LABELS, SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

/** When the likely meanings are all about getting in, the diagnosis finds out better than a menu would. */
const LOGIN_SHARE = 0.7;
const LONG_MESSAGE = 1000;

/** Not clear, or not understood: which is meant, other words, then a human. Never the same sentence thrice. */
export async function repair(dc: DialogContext, turn: Turn): Promise<void> {
  const { decision, intent, score, alternatives } = turn.understanding;
  const candidates = [{ intent, score }, ...alternatives];
  const aboutLogin = candidates
    .filter((entry) => entry.intent === 'login_failed' || turn.knowledge.isCauseIntent(entry.intent))
    .reduce((sum, entry) => sum + entry.score, 0);
  if (decision === 'confirm' && aboutLogin >= LOGIN_SHARE) return beginIntent(dc, turn, 'login_failed');
  turn.memory.misunderstood += 1;
  if (decision === 'confirm' && turn.memory.misunderstood < 2)
    return whichMeant(
      turn,
      candidates.slice(0, 3).map((entry) => entry.intent),
    );
  if (turn.text.length > LONG_MESSAGE) turn.say(SAYINGS.tooLong);
  else turn.say(turn.memory.misunderstood >= 2 ? SAYINGS.notUnderstoodAgain : SAYINGS.notUnderstood);
  if (dc.activeDialog) {
    await dc.repromptDialog();
    turn.offer([...turn.choices, humanChoice()]);
    return;
  }
  turn.offer(turn.memory.misunderstood >= 2 ? [humanChoice(), ...menuChoices()] : menuChoices());
}

function whichMeant(turn: Turn, intents: readonly (keyof typeof INTENT_LABELS)[]): void {
  turn.say(SAYINGS.whichMeant);
  const likely = intents.map(
    (intent): Choice => ({ label: INTENT_LABELS[intent], action: { kind: 'intent', intent } }),
  );
  turn.offer([
    ...likely.filter(({ label }) => label !== INTENT_LABELS.out_of_scope),
    { label: 'どれでもない', action: { kind: 'menu' } },
  ]);
}
