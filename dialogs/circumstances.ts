import { fold, foldWord } from '../knowledge/fold.ts';
import type { Option, Topic } from '../knowledge/schema.ts';
import { failed, remedyInHand } from './diagnosis.ts';
import { needsWhatIsMissing } from './feasible.ts';
import { bringBack, sayAgain } from './going-on.ts';
import type { Circumstances } from './memory.ts';
import { humanChoice, humanFirst, keptChoices, menuChoices } from './menu.ts';
import { open } from './openings.ts';
import { leastSaid, wasJustSaid } from './saying.ts';
import { SAYINGS } from './sayings.ts';
import { openDiagnosis, openProcedure, openThread, pop, subjectOf } from './threads.ts';
import { onlyWayLeft, sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** Remembers what the person has, lacks, wants or cannot do. A later word overrules an earlier one. Returns whether it is new. */
export function remember({ memory }: Turn, kind: keyof Circumstances, what: string): boolean {
  const { circumstances } = memory;
  const opposite = ({ has: 'lacks', lacks: 'has', prefers: 'refuses', refuses: 'prefers' } as const)[kind as 'has'];
  if (opposite) circumstances[opposite] = circumstances[opposite].filter((one) => one !== what);
  if (circumstances[kind].includes(what)) return false;
  circumstances[kind].push(what);
  return true;
}

/** What is open or was spoken of goes on in a way that can be gone. `words`: how the circumstance is acknowledged. */
export function goAnotherWay(turn: Turn, words: string): void {
  const options = waysOrIntents(turn);
  const left = onlyWayLeft({ options }, turn);
  const procedure = openProcedure(turn);
  const blocked = procedure !== undefined && needsWhatIsMissing(turn, { procedure: procedure.procedure });
  const own = waysThat(turn, options);
  turn.say(acknowledged(words, { led: left !== undefined || blocked || options.length === 0, open: own.length > 0 }));
  if (left && left.to.procedure !== procedure?.procedure) return open(turn, left.to);
  if (blocked) {
    pop(turn);
    return offerLeft(turn, options);
  }
  const about = subjectOf(turn);
  const topic = about?.kind === 'topic' ? turn.knowledge.topic(turn.memory.service, about.id) : undefined;
  if (topic?.without_smartphone && turn.memory.circumstances.lacks.includes('smartphone'))
    return sayTopic(turn, topic, openThread(turn) !== undefined);
  if (openDiagnosis(turn)?.phase === 'remedy' && remedyInHand(turn)?.without_smartphone) return sayAgain(turn);
  offerLeft(turn, options);
}

/** Nothing is promised that does not follow: one way is gone, of several one is chosen, of none a human knows more. */
function acknowledged(words: string, { led, open: some }: { led: boolean; open: boolean }): string {
  if (led || (words !== SAYINGS.thatWay && words !== SAYINGS.otherWay)) return words;
  return some ? SAYINGS.chooseAmong : SAYINGS.noOtherWay;
}

/** The ways in hand, or those of the matter as a whole: a way that was offered before may be chosen later. */
function waysOrIntents(turn: Turn): Option[] {
  const ways = waysInHand(turn);
  const { intent, service } = turn.memory;
  return ways.length > 0 || intent === null ? ways : (turn.knowledge.topicFor(service, intent)?.options ?? []);
}

function waysThat(turn: Turn, options: readonly Option[]): Option[] {
  return options.filter(({ to }) => to.human !== true && !needsWhatIsMissing(turn, to));
}

/** The way on that the person's own words choose among those of what was spoken of last; undefined when none or several do. */
export function optionInWords(turn: Turn): Option | undefined {
  const said = fold(turn.text);
  const longest = ({ words }: Option) =>
    Math.max(0, ...words.map(foldWord).map((word) => (said.includes(word) ? word.length : 0)));
  const options = waysInHand(turn).filter(({ to }) => !needsWhatIsMissing(turn, to));
  const most = Math.max(0, ...options.map(longest));
  const chosen = options.filter((option) => most > 0 && longest(option) === most);
  return chosen.length === 1 ? chosen[0] : undefined;
}

/** The ways of what was spoken of last: of the topic, the advice, or the topics that offer the procedure. */
export function waysInHand(turn: Turn): Option[] {
  const { knowledge, memory } = turn;
  const about = subjectOf(turn);
  const procedure = openProcedure(turn)?.procedure ?? (about?.kind === 'procedure' ? about.id : undefined);
  if (procedure) {
    const offering = knowledge
      .topics(memory.service)
      .filter(({ options }) => options.some(({ to }) => to.procedure === procedure));
    const topic =
      offering.find(({ intents }) => memory.intent !== null && intents.includes(memory.intent)) ?? offering[0];
    return topic?.options.filter(({ to }) => to.procedure !== undefined) ?? [];
  }
  if (about?.kind === 'topic') return knowledge.topic(memory.service, about.id)?.options ?? [];
  return remedyInHand(turn)?.options ?? [];
}

function offerLeft(turn: Turn, options: readonly Option[]): void {
  const left = options
    .filter(({ to }) => !needsWhatIsMissing(turn, to))
    .map(({ label, to }) => ({ label, action: { kind: 'open' as const, target: to } }));
  if (left.length > 0) return turn.offer([...left.filter(({ action }) => action.target.human !== true), humanChoice()]);
  if (openThread(turn)) return bringBack(turn);
  turn.offer(humanFirst(keptChoices(turn)));
}

/** What was advised cannot be followed for want of something: the next advice, or another way. */
export function cannotFollow(turn: Turn, words: string = SAYINGS.nextIdea): void {
  const remedy = openDiagnosis(turn)?.phase === 'remedy' ? remedyInHand(turn) : undefined;
  if (remedy) return failed(turn, words);
  turn.say(leastSaid(turn, [SAYINGS.notThatWay, SAYINGS.offerHuman]));
  turn.offer(humanFirst(turn.memory.offered));
}

const CANNOT: Readonly<Record<string, string>> = {
  see: SAYINGS.cannotSee,
  hear: SAYINGS.cannotHear,
  go_out: SAYINGS.cannotGoOut,
  type: SAYINGS.cannotType,
};

/** Whoever cannot see is never told to look; whoever cannot hear never given the telephone alone. */
export function meetInability(turn: Turn, what: string): void {
  const isNew = remember(turn, 'cannot', what);
  const topic = topicFor(turn, `cannot:${what}`);
  if (topic && !wasJustSaid(turn, topic.say)) return sayTopic(turn, topic, openThread(turn) !== undefined);
  turn.say(
    leastSaid(
      turn,
      isNew
        ? [CANNOT[what] ?? SAYINGS.talkHere, SAYINGS.talkHere]
        : [SAYINGS.talkHere, CANNOT[what] ?? SAYINGS.offerHuman],
    ),
  );
  const thread = openThread(turn);
  turn.offer(humanFirst(thread ? turn.memory.offered : menuChoices()));
}

/** What the knowledge says to somebody in these circumstances, about the matter in hand. */
function topicFor(turn: Turn, circumstance: string): Topic | undefined {
  const { knowledge, memory } = turn;
  const meeting = knowledge.topics(memory.service).filter(({ meets }) => meets.includes(circumstance));
  const thread = openDiagnosis(turn);
  const cause = thread?.cause ? knowledge.cause(memory.service, thread.cause) : undefined;
  const about = new Set<string>([...(memory.intent ? [memory.intent] : []), ...(cause?.intents ?? [])]);
  return (
    meeting.find(({ intents }) => intents.some((intent) => about.has(intent))) ??
    meeting.find(({ intents }) => intents.length === 0)
  );
}

const WHERE: Readonly<Record<string, string>> = {
  till: SAYINGS.atTill,
  atm: SAYINGS.atTill,
  abroad: SAYINGS.abroad,
  office: '',
};

/** Where the person is, when it matters. */
export function meetPlace(turn: Turn, place: string): void {
  const isNew = remember(turn, 'at', place);
  const words = WHERE[place];
  if (isNew && words) turn.say(words);
}
