import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { ServiceId } from '../language/types.ts';
import type { Action } from './action.ts';
import { saysUnknown } from './answers.ts';
import { stateOf, TobiraDialog } from './dialog.ts';
import type { Choice } from './memory.ts';
import { SAYINGS } from './sayings.ts';
import { type Turn, turnOf } from './turn.ts';

export const SERVICE_QUESTION = 'service';

interface Options {
  onward: Action;
  /** The services in question; without them all. */
  among?: readonly ServiceId[];
}

interface State {
  /** What goes on when the service is known. */
  onward: Action;
  /** The services in question; empty: all. */
  among: ServiceId[];
  /** Hints given how to tell the service. */
  hints: number;
  /** What the person said before the service was known: it still counts. */
  said: string;
}

/** The action to go on with; `service` is null when the person cannot say. */
export interface ServiceAnswer {
  onward: Action;
  service: ServiceId | null;
  /** What the person said before the service was known. */
  said: string;
}

/** An answer this short that names no service tells of the card, and is worth another hint. */
const SHORT = 15;
const HINTS = [SAYINGS.serviceHint, SAYINGS.serviceHintAgain];

/** Asks which service is meant, or which of two first. What is no service gets a hint, then the way on without it. */
export class ServiceQuestion extends TobiraDialog<State> {
  constructor() {
    super(SERVICE_QUESTION);
  }

  override async beginDialog(dc: DialogContext, options?: Options): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { onward = { kind: 'menu' }, among = [] } = options ?? {};
    const state: State = { onward, among: [...among], hints: 0, said: turn.action ? '' : turn.words };
    Object.assign(stateOf<State>(dc), state);
    this.repeat(turn, state);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const state = stateOf<State>(dc);
    const service = chosenService(turn) ?? firstWhenEither(turn, state);
    const told = tellsOfCard(turn);
    if (told) state.said = `${state.said} ${turn.text}`.trim();
    // After a hint 「わからない」 is the answer; what tells of the card is not, and gets the next hint.
    const hint = told || state.hints === 0 ? HINTS[state.hints] : undefined;
    if (service || !hint || state.onward.kind === 'human') {
      return dc.endDialog({ onward: state.onward, service: service ?? null, said: state.said } satisfies ServiceAnswer);
    }
    state.hints += 1;
    turn.say(told ? `${acknowledged(turn)}\n${hint}` : hint);
    turn.offer(serviceChoices(turn, state));
    return Dialog.EndOfTurn;
  }

  override understands(turn: Turn, state: State): boolean {
    if (chosenService(turn) !== undefined || turn.action?.kind === 'service') return true;
    return saysUnknown(turn) || tellsOfCard(turn) || firstWhenEither(turn, state) !== undefined;
  }

  override repeat(turn: Turn, state: State): void {
    turn.say(state.among.length > 0 ? whichFirst(turn, state.among) : SAYINGS.whichService);
    turn.offer(serviceChoices(turn, state));
  }

  override reason(): string {
    return SAYINGS.whyService;
  }
}

function chosenService(turn: Turn): ServiceId | undefined {
  if (turn.action?.kind === 'service') return turn.action.service ?? undefined;
  return turn.service ?? undefined;
}

/** 「どちらでも」, when it is only asked which of two comes first. */
function firstWhenEither(turn: Turn, { among }: State): ServiceId | undefined {
  const either =
    turn.action?.kind === 'service' || saysUnknown(turn) || /どっち|どちら|両方|どれでも|任せ/u.test(turn.text);
  return either ? among[0] : undefined;
}

/** 「家族カードです」「ゴールドです」: no service, but no nonsense either. */
function tellsOfCard(turn: Turn): boolean {
  if (turn.action || turn.service || turn.text.length > SHORT) return false;
  return (
    turn.has('card_kind') || /カード(?:の|です|だ|でした|なんですが?|なんですけど|ですけど)?[。]*$/u.test(turn.text)
  );
}

function acknowledged(turn: Turn): string {
  const kind = turn.understanding.entities.find(({ type }) => type === 'card_kind');
  return kind ? `${kind.text}なのですね。どの会社のカードかを、教えてください。` : SAYINGS.whoseCard;
}

function whichFirst(turn: Turn, among: readonly ServiceId[]): string {
  const names = among.map((service) => turn.knowledge.service(service).short);
  return `${names.join('と')}の、2つのご相談ですね。ひとつずつご案内します。\nどちらから始めましょうか。`;
}

function serviceChoices(turn: Turn, { among }: State): Choice[] {
  const all = turn.knowledge.services();
  const asked = among.length > 0 ? among.map((id) => turn.knowledge.service(id)) : all;
  const services = asked.map(
    (service): Choice => ({ label: service.short, action: { kind: 'service', service: service.id } }),
  );
  const unknown = among.length > 0 ? 'どちらでもよい' : 'わからない';
  return [...services, { label: unknown, action: { kind: 'service', service: null } }];
}
