import type { Choice } from './memory.ts';
import { INTENT_LABELS, MENU, SAYINGS } from './sayings.ts';
import { clear } from './threads.ts';
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

/** A human first, and once only, before what else is offered. */
export function humanFirst(choices: readonly Choice[]): Choice[] {
  return [humanChoice(), ...withoutHuman(choices)];
}

/** The same with the human at the end. */
export function humanLast(choices: readonly Choice[]): Choice[] {
  return [...withoutHuman(choices), humanChoice()];
}

function withoutHuman(choices: readonly Choice[]): Choice[] {
  const { label } = humanChoice();
  return choices.filter((choice) => choice.label !== label);
}

export function menuChoice(): Choice {
  return { label: 'はじめに戻る', action: { kind: 'menu' } };
}

/** Starts over: what was open is left, what was found out is kept. */
export function sayMenu(turn: Turn, words: string = SAYINGS.menu): void {
  clear(turn);
  turn.memory.subject = null;
  turn.say(words);
  turn.offer(menuChoices());
}
