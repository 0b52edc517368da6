import { join } from 'node:path';
import { Conversation, type ConversationState, newConversationState } from '../../dialogs/conversation.ts';
import type { Turn } from '../../dialogs/turn.ts';
import { type Knowledge, loadKnowledge } from '../../knowledge/knowledge.ts';
import { redact } from '../../language/redaction.ts';
import { loadLanguage } from '../../language/understander.ts';
import { loadReader } from '../../reading/prepare.ts';
import type { Reader } from '../../reading/reader.ts';

const root = join(import.meta.dirname, '..', '..');

/** The real reader, as the tests' own command has prepared it. */
export function testReader(knowledge: Knowledge = loadKnowledge(join(root, 'knowledge'))): Reader {
  const buildDir = join(root, 'build');
  return loadReader({
    buildDir,
    knowledge,
    language: loadLanguage({ buildDir, knowledgeDir: join(root, 'knowledge') }),
  });
}

/** A talk with nothing but the dialogs: no store, no channel. */
export class Talk {
  readonly state: ConversationState = newConversationState();
  readonly #conversation: Conversation;

  constructor(knowledge: Knowledge, reader: Reader = testReader(knowledge)) {
    this.#conversation = new Conversation({ reader, knowledge });
  }

  /** Says something as it would arrive: without secrets. */
  say(text: string): Turn {
    const { text: redacted, found } = redact(text);
    return this.#conversation.answer(this.state, { text: redacted, at: Date.now(), secrets: found });
  }

  /** Says something while a human is waited for. */
  wait(text: string): Turn {
    return this.#conversation.wait(this.state, { text, at: Date.now() }, undefined);
  }
}
