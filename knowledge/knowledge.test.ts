import { crossCheck } from './cross-check.ts';
import { Knowledge } from './knowledge.ts';
import { type KnowledgeFiles, type Locate, loadKnowledgeFiles } from './load.ts';

const shipped = loadKnowledgeFiles(import.meta.dirname).knowledge;
const locate: Locate = (file) => ({ file, line: 1, message: '' });

/** A copy that a test may spoil. */
function copy(): KnowledgeFiles {
  return structuredClone(shipped);
}

function faultsOf(files: KnowledgeFiles): string[] {
  return crossCheck(files, locate).map(({ file, message }) => `${file} ${message}`);
}

describe('general knowledge', () => {
  it('holds for no service in particular: a fact of a service may not rest on it', () => {
    const files = copy();
    files.services[0]?.facts[0]?.sources.push('general-technology');
    expect(faultsOf(files)).toEqual([expect.stringContaining('belongs into general/facts.yaml')]);
  });

  it('is shown to members as such', () => {
    const [citation] = new Knowledge(copy()).citations('amex', ['vpn-refused']);
    expect(citation?.name).toMatch(/^一般的な技術の知識/u);
  });

  it('stands behind every technical fact: nothing in general/ looks as if a company had said it', () => {
    const kinds = new Map(shipped.sources.map(({ id, kind }) => [id, kind]));
    const named = shipped.general.facts.filter(({ sources }) => sources.some((id) => kinds.get(id) === 'general'));
    expect(named.length).toBeGreaterThan(30);
    for (const { text } of named) expect(text).not.toMatch(/Netアンサー|セゾン|アメックス|アメリカン|プロミス/u);
  });
});

describe('a general topic', () => {
  it('may lead to a cause that every service has, and to no other', () => {
    const files = copy();
    const [topic] = files.general.topics;
    const to = (cause: string) => ({ label: '原因', words: [], intents: [], to: { cause } });
    topic?.options.push(to('password_wrong_or_forgotten'));
    expect(faultsOf(files)).toEqual([]);
    topic?.options.push(to('puzzle_failed'));
    expect(faultsOf(files)).toEqual([expect.stringContaining('no cause 「puzzle_failed」')]);
  });

  it('is answered in the words of the service that knows more, and asked for in the same', () => {
    const knowledge = new Knowledge(copy());
    const said = (service: 'saison' | 'amex' | 'promise' | null) =>
      knowledge.topicInWords(service, 'account_locked', '待っていれば解けますか')?.say;
    expect(said(null)).toContain('カードの裏面');
    expect(said('saison')).toContain('再登録');
    expect(said('amex')).toContain('カードセンター');
    expect(said('promise')).toContain('自動契約機');
  });

  it('that is asked for in its own words does not stand for the whole intent', () => {
    const knowledge = new Knowledge(copy());
    expect(knowledge.topicFor('amex', 'member_info_change')?.id).toBe('member-info-change');
    expect(knowledge.topicFor(null, 'login_failed')).toBeUndefined();
  });
});
