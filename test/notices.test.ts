import { join } from 'node:path';
import { Knowledge } from '../knowledge/knowledge.ts';
import { loadKnowledgeFiles } from '../knowledge/load.ts';
import { Talk } from './support/talk.ts';

const root = join(import.meta.dirname, '..');
const OUTAGE = 'ただいま、Netアンサーの一部が使えなくなっています。';

/** A conversation while staff announce an outage of Netアンサー that began `hours` ago and lasts two. */
function talk(hours: number, messages: readonly string[]): string[] {
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
  const talking = new Talk(new Knowledge(files));
  return messages.flatMap((text) => talking.say(text).messages.map((message) => message.text));
}

describe('an announced outage', () => {
  it('is said before anything is asked, and once', () => {
    const said = talk(1, ['セゾンにログインできない', 'わからない']);
    expect(said[0]).toBe(OUTAGE);
    expect(said.filter((text) => text === OUTAGE)).toHaveLength(1);
  });

  it('is not said for another service, nor when it is over', () => {
    expect(talk(1, ['プロミスにログインできない'])).not.toContain(OUTAGE);
    expect(talk(3, ['セゾンにログインできない'])).not.toContain(OUTAGE);
  });
});
