import type { Logger } from 'pino';
import { Conversation } from '../dialogs/conversation.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Understander } from '../language/types.ts';
import type { Database } from '../store/database.ts';
import { Courier } from './courier.ts';
import { ConversationGuide } from './guide.ts';
import { HandoffEvents } from './handoff-events.ts';
import { Inbox } from './inbox.ts';
import { Live } from './live.ts';
import { TobiraBot } from './tobira-bot.ts';
import { type TurnDesk, TurnRunner } from './turn-runner.ts';
import { ConversationVoice } from './voice.ts';

export interface BotParts {
  inbox: Inbox;
  turns: TurnRunner;
  courier: Courier;
  live: Live;
  voice: ConversationVoice;
}

/**
 * Puts the turn loop together.
 * @param makeDesk the desk needs voice, guide and perhaps the way to another hub; the turns need the desk
 */
export function assembleBot<Desk extends TurnDesk>(parts: {
  database: Database;
  understander: Understander;
  knowledge: Knowledge;
  log: Logger;
  makeDesk: (voice: ConversationVoice, live: Live, guide: ConversationGuide, handoff: HandoffEvents) => Desk;
}): BotParts & { desk: Desk } {
  const { database, log } = parts;
  const live = new Live();
  const courier = new Courier({ database, log, live });
  const voice = new ConversationVoice({ courier, live });
  const bot = new TobiraBot({ conversation: new Conversation(parts), database, log });
  const desk = parts.makeDesk(voice, live, new ConversationGuide({ bot, courier }), new HandoffEvents({ courier }));
  const turns = new TurnRunner({ database, bot, desk, courier, live, log });
  const inbox = new Inbox({ database, turns, live });
  return { inbox, turns, courier, live, voice, desk };
}
