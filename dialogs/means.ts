import type { DialogContext } from 'botbuilder-dialogs';
import type { Target } from '../knowledge/schema.ts';
import { openDialog, openState } from './current.ts';
import { needsWhatIsMissing } from './feasible.ts';
import { repeatOr } from './menu.ts';
import { open } from './openings.ts';
import { SAYINGS } from './sayings.ts';
import { subjectOf, topicsOffering } from './subject.ts';
import { sayTopic } from './topic.ts';
import type { Turn } from './turn.ts';

/** What is open or was spoken of last goes on in a way that does without. */
export async function heedMeans(dc: DialogContext, turn: Turn): Promise<void> {
  turn.memory.misunderstood = 0;
  turn.say(SAYINGS.withoutSmartphone);
  const about = subjectOf(turn);
  if (about?.kind === 'procedure' && needsWhatIsMissing(turn, { procedure: about.id })) {
    return open(dc, turn, wayWithout(turn, about.id));
  }
  const topic = about?.kind === 'topic' ? turn.knowledge.topic(turn.memory.service, about.id) : undefined;
  if (topic) return sayTopic(turn, topic, dc.activeDialog !== undefined);
  if (about?.kind === 'cause') return openDialog(dc)?.sayAgain(turn, openState(dc)) ?? repeatOr(dc, turn);
  return repeatOr(dc, turn);
}

/** The only other procedure of the topics that offer this one; without one, the topic itself, or a human. */
function wayWithout(turn: Turn, procedure: string): Target {
  const topics = topicsOffering(turn, procedure);
  const ways = topics
    .flatMap(({ options }) => options)
    .filter(({ to }) => to.procedure !== undefined && !needsWhatIsMissing(turn, to));
  const [way, ...others] = new Set(ways.map(({ to }) => to.procedure));
  if (way && others.length === 0) return { procedure: way };
  return topics[0] ? { topic: topics[0].id } : { human: true };
}
