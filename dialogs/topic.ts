import { fold, foldWord } from '../knowledge/fold.ts';
import type { Option, Topic } from '../knowledge/schema.ts';
import { isPreferred, needsWhatIsMissing } from './feasible.ts';
import { type Choice, lacks } from './memory.ts';
import { speakOf } from './threads.ts';
import type { Turn } from './turn.ts';

/** The option that the person's own words choose already; undefined when none or several do. */
export function optionInWords(topic: Topic, turn: Turn): Option | undefined {
  const said = fold(turn.words);
  const { intent, decision, alternatives } = turn.understanding;
  const intents =
    decision === 'answer' ? [intent, ...alternatives.filter(({ score }) => score >= 0.3).map((a) => a.intent)] : [];
  const chosen = topic.options.filter(
    (option) =>
      !needsWhatIsMissing(turn, option.to) &&
      (option.words.some((word) => said.includes(foldWord(word))) ||
        option.intents.some((own) => !topic.intents.includes(own) && intents.some((found) => found === own))),
  );
  return chosen.length === 1 ? chosen[0] : onlyWayLeft(topic, turn);
}

/** Of several procedures the only one that the person can go, or wants to go. */
export function onlyWayLeft({ options }: Pick<Topic, 'options'>, turn: Turn): Option | undefined {
  const procedures = options.filter(({ to }) => to.procedure !== undefined);
  const left = procedures.filter(({ to }) => !needsWhatIsMissing(turn, to));
  const preferred = left.filter(({ to }) => isPreferred(turn, to));
  if (preferred.length === 1 && procedures.length > 1) return preferred[0];
  return left.length === 1 && left.length < procedures.length ? left[0] : undefined;
}

/** The last line of a topic, when it asks which way to go. */
const WHICH_WAY = /\n[^\n]*(?:か|か。)$/u;

/**
 * Says what is known of the topic and offers its ways on. `underway`: something else waits to be gone on with.
 * `chosen`: the way is chosen already, and not asked for.
 */
export function sayTopic(turn: Turn, topic: Topic, underway: boolean, chosen = false): void {
  speakOf(turn, 'topic', topic.id);
  const words = lacks(turn.memory, 'smartphone') ? (topic.without_smartphone ?? topic) : topic;
  turn.say(chosen ? words.say.replace(WHICH_WAY, '') : words.say, { cites: words.cites });
  turn.offer(topicChoices(topic, underway));
}

export function topicChoices(topic: Topic, underway: boolean): Choice[] {
  const choices = topic.options.map(
    (option): Choice => ({ label: option.label, action: { kind: 'open', target: option.to } }),
  );
  if (underway && choices.length > 0) choices.push({ label: 'さきほどの続きに戻る', action: { kind: 'resume' } });
  return choices;
}
