import type { DialogContext } from 'botbuilder-dialogs';
import type { Choice } from './memory.ts';
import { INTENT_LABELS, MENU } from './sayings.ts';
import type { Turn } from './turn.ts';

/** The matters people come with most. */
export function menuChoices(): Choice[] {
  return MENU.map(
    (intent): Choice => ({ label: INTENT_LABELS[intent], action: { kind: 'intent', intent, chosen: true } }),
  );
}

/** What was offered before still stands; without it the menu. */
export function keptChoices({ memory }: Turn): readonly Choice[] {
  return memory.offered.length > 0 ? memory.offered : menuChoices();
}

export function humanChoice(): Choice {
  return { label: '担当者に相談する', action: { kind: 'human' } };
}

export function menuChoice(): Choice {
  return { label: 'はじめに戻る', action: { kind: 'menu' } };
}

/** Starts over: the open dialogs are left, what was found out is kept. */
export async function sayMenu(dc: DialogContext, turn: Turn, words: string): Promise<void> {
  await dc.cancelAllDialogs();
  turn.memory.subject = null;
  turn.say(words);
  turn.offer(menuChoices());
}

/** Says again what the open dialog waits for; without one, offers `choices`. */
export async function repeatOr(
  dc: DialogContext,
  turn: Turn,
  choices: readonly Choice[] = menuChoices(),
): Promise<void> {
  if (dc.activeDialog) await dc.repromptDialog();
  else turn.offer(choices);
}
