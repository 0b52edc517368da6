import { join } from 'node:path';
import { CollectingAdapter } from '../bots/collecting-adapter.ts';
import { Conversation, newConversationState } from '../dialogs/conversation.ts';
import { Knowledge } from '../knowledge/knowledge.ts';
import { loadKnowledgeFiles } from '../knowledge/load.ts';
import { loadUnderstander } from '../language/understander.ts';

const root = join(import.meta.dirname, '..');
const OUTAGE = 'ただいま、Netアンサーの一部が使えなくなっています。';

/** A conversation while staff announce an outage of Netアンサー that began `hours` ago and lasts two. */
async function talk(hours: number, messages: readonly string[]): Promise<string[]> {
  const { knowledge: files } = loadKnowledgeFiles(join(root, 'knowledge'));
  const from = Date.now() - hours * 3_600_000;
  files.notices.push({
    id: 'outage',
    service: 'saison',
    kind: 'outage',
    say: OUTAGE,
    from: new Date(from).toISOString(),
    until: new Date(from + 2 * 3_600_000).toISOString(),
  });
  const understander = await loadUnderstander({ buildDir: join(root, 'build'), knowledgeDir: join(root, 'knowledge') });
  const conversation = new Conversation({ understander, knowledge: new Knowledge(files) });
  const state = newConversationState();
  const said: string[] = [];
  for (const text of messages) {
    const adapter = new CollectingAdapter();
    await adapter.run({ type: 'message', text }, async (context) => {
      await conversation.answer(context, state);
    });
    said.push(...adapter.collected.map((reply) => reply.text ?? ''));
  }
  return said;
}

describe('an announced outage', () => {
  it('is said before anything is asked, and once', async () => {
    const said = await talk(1, ['セゾンにログインできない', 'わからない']);
    expect(said[0]).toBe(OUTAGE);
    expect(said.filter((text) => text === OUTAGE)).toHaveLength(1);
  });

  it('is not said for another service, nor when it is over', async () => {
    expect(await talk(1, ['プロミスにログインできない'])).not.toContain(OUTAGE);
    expect(await talk(3, ['セゾンにログインできない'])).not.toContain(OUTAGE);
  });
});
