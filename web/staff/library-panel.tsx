import { useEffect, useState } from 'preact/hooks';
import type { CaseProps } from './case-view.tsx';
import { fillIn, withSource } from './placeholders.ts';
import type { Insert, Library } from './types.ts';

type Shelf = keyof Library;

const SHELVES: readonly { shelf: Shelf; name: string; none: string }[] = [
  { shelf: 'replies', name: '定型文', none: '定型文はありません。' },
  {
    shelf: 'own',
    name: '自分の定型文',
    none: 'まだありません。返信を書いてから「自分の定型文に加える」を押してください。',
  },
  { shelf: 'facts', name: '事実', none: '登録された事実はありません。' },
  { shelf: 'procedures', name: '手順', none: '登録された手順はありません。' },
];
const MOST_SHOWN = 30;

interface LibraryPanelProps extends CaseProps {
  /** What stands in the answer so far. */
  written: string;
  onInsert: (text: string) => void;
}

/** Ready-made texts for the answer; procedures can also be walked by the bot. */
export function LibraryPanel({ store, shown, staff, written, onInsert }: LibraryPanelProps) {
  const [open, setOpen] = useState(false);
  const [library, setLibrary] = useState<Library>();
  const [shelf, setShelf] = useState<Shelf>('replies');
  const [words, setWords] = useState('');
  const read = () => store.attempt(async () => setLibrary(await store.api.library(shown.service)));
  useEffect(() => {
    if (open && !library) void read();
  }, [open]);
  const texts = (library?.[shelf] ?? []).filter(({ title, text }) => `${title}${text}`.includes(words.trim()));
  const put = (insert: Insert) => onInsert(withSource(fillIn(insert.text, shown, staff), insert.source));
  const keep = async () => {
    const title = written.trim().slice(0, 20);
    await store.attempt(async () => void (await store.api.keepReply(title, written.trim())));
    setShelf('own');
    await read();
  };
  const drop = async (id: string) => {
    await store.attempt(() => store.api.dropReply(id));
    await read();
  };
  return (
    <details class="library" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>定型文・事実・手順を入れる</summary>
      <fieldset class="shelves" aria-label="入れるものの種類">
        {SHELVES.map(({ shelf: one, name }) => (
          <button type="button" key={one} aria-pressed={shelf === one} onClick={() => setShelf(one)}>
            {name}
          </button>
        ))}
      </fieldset>
      <label class="unseen" for="library-words">
        言葉で探す
      </label>
      <input
        id="library-words"
        type="search"
        placeholder="言葉で探す"
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      {library && texts.length === 0 && <p class="none">{SHELVES.find((one) => one.shelf === shelf)?.none}</p>}
      <ul class="plain-list inserts">
        {texts.slice(0, MOST_SHOWN).map((insert) => (
          <li key={insert.id}>
            <button type="button" class="insert" onClick={() => put(insert)}>
              <b>{insert.title}</b>
              {insert.title !== insert.text && <span>{insert.text}</span>}
              {insert.source && <small>出典：{insert.source}</small>}
            </button>
            {shelf === 'procedures' && !shown.lentProcedure && (
              <button
                type="button"
                class="button"
                onClick={() => void store.act(shown.id, 'lend', { procedure: insert.id })}
              >
                自動案内に任せる
              </button>
            )}
            {shelf === 'own' && (
              <button type="button" class="button" onClick={() => void drop(insert.id)}>
                消す
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="button" disabled={written.trim() === ''} onClick={() => void keep()}>
        いまの返信を自分の定型文に加える
      </button>
    </details>
  );
}
