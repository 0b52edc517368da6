import type { Logger } from 'pino';
import { Conversation } from '../dialogs/conversation.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Reader } from '../reading/reader.ts';
import type { Database } from '../store/database.ts';
import { Courier } from './courier.ts';
import { ConversationGuide } from './guide.ts';
import { HandoffEvents } from './handoff-events.ts';
import { Inbox } from './inbox.ts';
import { Live } from './live.ts';
import { rememberingLooks } from './looks.ts';
import { PATIENCE, Pieces } from './pieces.ts';
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
 * @param patience milliseconds that what may be a piece of a message waits for its rest; 0: every message is read by itself
 * @param makeDesk the desk needs voice, guide and perhaps the way to another hub; the turns need the desk
 */
export function assembleBot<Desk extends TurnDesk>(parts: {
  database: Database;
  reader: Reader;
  knowledge: Knowledge;
  log: Logger;
  patience?: number;
  makeDesk: (voice: ConversationVoice, live: Live, guide: ConversationGuide, handoff: HandoffEvents) => Desk;
}): BotParts & { desk: Desk } {
  const { database, knowledge, log, patience = PATIENCE } = parts;
  const reader = rememberingLooks(parts.reader);
  const look = (text: string) => reader.look(text);
  const live = new Live();
  const courier = new Courier({ database, log, live });
  const voice = new ConversationVoice({ courier, live });
  const bot = new TobiraBot({ conversation: new Conversation({ reader, knowledge }), database, log });
  const desk = parts.makeDesk(voice, live, new ConversationGuide({ bot, courier }), new HandoffEvents({ courier }));
  const pieces = patience > 0 ? new Pieces({ database, look, live, patience }) : undefined;
  const turns = new TurnRunner({ database, bot, desk, courier, live, log, pieces });
  const inbox = new Inbox({ database, turns, live });
  return { inbox, turns, courier, live, voice, desk };
}
