import { fold, foldWord } from '../knowledge/fold.ts';
import type { Option, Topic } from '../knowledge/schema.ts';
import { needsWhatIsMissing } from './feasible.ts';
import type { Choice } from './memory.ts';
import { speakOf } from './subject.ts';
import type { Turn } from './turn.ts';

/** The option that the person's own words choose already; undefined when none or several do. */
export function optionInWords(topic: Topic, turn: Turn): Option | undefined {
  const said = fold(turn.words);
  const { intent, decision, alternatives } = turn.understanding;
  const intents =
    decision === 'answer' ? [intent, ...alternatives.filter(({ score }) => score >= 0.3).map((a) => a.intent)] : [];
  const chosen = topic.options.filter(
    (option) =>
      option.words.some((word) => said.includes(foldWord(word))) ||
      option.intents.some((own) => !topic.intents.includes(own) && intents.some((found) => found === own)),
  );
  return chosen.length === 1 ? chosen[0] : onlyWayLeft(topic, turn);
}

/** Of several procedures the only one that the person has the means for. */
function onlyWayLeft({ options }: Topic, turn: Turn): Option | undefined {
  const procedures = options.filter(({ to }) => to.procedure !== undefined);
  const left = procedures.filter(({ to }) => !needsWhatIsMissing(turn, to));
  return left.length === 1 && left.length < procedures.length ? left[0] : undefined;
}

/** Another procedure of the topics that offer this one, chosen by the person's words; undefined when none or several are. */
export function otherWayInWords(turn: Turn, procedure: string): Option | undefined {
  const said = fold(turn.text);
  const siblings = turn.knowledge
    .topics(turn.memory.service)
    .filter(({ options }) => options.some(({ to }) => to.procedure === procedure))
    .flatMap(({ options }) => options)
    .filter(({ to }) => to.procedure !== undefined && to.procedure !== procedure);
  const chosen = siblings.filter(({ words }) => words.some((word) => said.includes(foldWord(word))));
  const targets = new Set(chosen.map(({ to }) => to.procedure));
  return targets.size === 1 ? chosen[0] : undefined;
}

/** The last line of a topic, when it asks which way to go. */
const WHICH_WAY = /\n[^\n]*(?:か|か。)$/u;

/**
 * Says what is known of the topic and offers its ways on. `underway`: something else waits to be gone on with.
 * `chosen`: the way is chosen already, and not asked for.
 */
export function sayTopic(turn: Turn, topic: Topic, underway: boolean, chosen = false): void {
  speakOf(turn, 'topic', topic.id);
  const words = turn.memory.without.includes('smartphone') ? (topic.without_smartphone ?? topic) : topic;
  turn.say(chosen ? words.say.replace(WHICH_WAY, '') : words.say, { cites: words.cites });
  const choices = topic.options.map(
    (option): Choice => ({ label: option.label, action: { kind: 'open', target: option.to } }),
  );
  if (underway && choices.length > 0) choices.push({ label: 'さきほどの続きに戻る', action: { kind: 'resume' } });
  if (choices.length > 0) turn.offer(choices);
}
