import type { DialogContext } from 'botbuilder-dialogs';
import type { Intent } from '../language/types.ts';
import { aboutLogin, SPEAKS_OF_LOGIN } from './evidence.ts';
import { ledgerOf } from './ledger.ts';
import { humanChoice, keptChoices, menuChoices, repeatOr, sayMenu } from './menu.ts';
import { askService, openDiagnosis, openHuman, openTopic, unknownService } from './openings.ts';
import { PROCEDURE } from './procedure.ts';
import { SAYINGS } from './sayings.ts';
import { subjectOf } from './subject.ts';
import type { Turn } from './turn.ts';

const SMALL_TALK: ReadonlySet<Intent> = new Set([
  'greeting',
  'thanks_bye',
  'yes',
  'no',
  'restart_or_back',
  'complaint',
  'out_of_scope',
]);

/** What comes before every login topic. */
export const DANGER: ReadonlySet<Intent> = new Set(['phishing_suspected', 'fraud_or_lost_card']);

/** Matters that hold whatever the service is. */
const SERVICE_FREE: ReadonlySet<Intent> = new Set(['phishing_suspected', 'fraud_or_lost_card', 'bot_question']);

/** From here on, anger is about a login that fails: it is met with one sentence, and with help. */
const BESIDE_ANGER = 0.2;

/** Thanks that end the talk, not a step of it. */
const ENDS =
  /終わ|おわり|さよなら|さようなら|もう大丈夫|解決|できました|おかげ|失礼|また(?:今度|あと|後)|バイバイ|bye/iu;

export function isSmallTalk(intent: Intent): boolean {
  return SMALL_TALK.has(intent);
}

/** A person's need finds its dialog: diagnosis for what keeps them out, a topic for everything else. */
export async function beginIntent(
  dc: DialogContext,
  turn: Turn,
  intent: Intent,
  serviceUnknown = false,
): Promise<void> {
  const { memory, knowledge } = turn;
  if (isSmallTalk(intent)) return handleSmallTalk(dc, turn, intent);
  memory.intent = intent;
  memory.distressed = false;
  memory.danger = DANGER.has(intent) ? intent : null;
  memory.reported &&= memory.danger !== null;
  if (intent === 'talk_to_human') return openHuman(dc, turn, serviceUnknown);
  memory.service ??= knowledge.onlyServiceFor(intent) ?? null;
  const named = knowledge.topicInWords(memory.service, intent, turn.words);
  const topic = named ?? knowledge.topicFor(memory.service, intent);
  if (SERVICE_FREE.has(intent)) {
    if (intent !== 'bot_question') await dc.cancelAllDialogs();
    return topic ? openTopic(dc, turn, topic.id) : sayMenu(dc, turn, SAYINGS.menu);
  }
  ledgerOf(memory, turn.text);
  if (memory.service === null && !serviceUnknown) {
    return askService(dc, { kind: 'intent', intent });
  }
  if (memory.service === null) return topic ? openTopic(dc, turn, topic.id) : unknownService(turn);
  const isCause = knowledge.causes(memory.service).some((cause) => cause.intents.includes(intent));
  if (named) return openTopic(dc, turn, named.id);
  // What was told of the login beside it weighs more than the name of the matter alone.
  if (turn.toldSomething && knowledge.isCauseIntent(intent)) return openDiagnosis(dc, turn);
  if (isCause || intent === 'login_failed' || !topic) return openDiagnosis(dc, turn);
  return openTopic(dc, turn, topic.id);
}

/** Greetings, thanks, anger, a bare yes or no: answered in one sentence, and the open dialog goes on. */
export async function handleSmallTalk(dc: DialogContext, turn: Turn, intent: Intent): Promise<void> {
  // A matter that is none of ours may be one that was not understood.
  turn.memory.misunderstood = intent === 'out_of_scope' ? turn.memory.misunderstood + 1 : 0;
  switch (intent) {
    case 'thanks_bye':
      if (dc.activeDialog?.id === PROCEDURE && !ENDS.test(turn.text)) {
        turn.say(SAYINGS.notAtAll);
        turn.offer(keptChoices(turn));
        return;
      }
      await dc.cancelAllDialogs();
      turn.say(SAYINGS.thanks);
      turn.done = true;
      return;
    case 'complaint':
      turn.say(SAYINGS.calm);
      if (!dc.activeDialog && (aboutLogin(turn) >= BESIDE_ANGER || SPEAKS_OF_LOGIN.test(turn.text)))
        return beginIntent(dc, turn, 'login_failed');
      await repeatOr(dc, turn);
      turn.offer([...turn.choices, humanChoice()]);
      return;
    case 'out_of_scope':
      turn.say(SAYINGS.outOfScope);
      return repeatOr(dc, turn, [...menuChoices()]);
    case 'greeting':
      turn.say(SAYINGS.helloAgain);
      return repeatOr(dc, turn);
    default:
      if (dc.activeDialog) return repeatOr(dc, turn);
      if (intent !== 'restart_or_back' && subjectOf(turn) && turn.memory.offered.length > 0) {
        turn.say(SAYINGS.chooseOne);
        turn.offer(keptChoices(turn));
        return;
      }
      return sayMenu(dc, turn, intent === 'restart_or_back' ? SAYINGS.startOver : SAYINGS.menu);
  }
}
