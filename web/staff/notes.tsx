import { useState } from 'preact/hooks';
import { clockTime, dayName } from '../shared/clock.ts';
import type { Note } from './types.ts';

/** Notes for colleagues. The member never sees them, and the heading says so. */
export function Notes({ notes, onAdd }: { notes: readonly Note[]; onAdd: (text: string) => Promise<boolean> }) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    if (await onAdd(text.trim())) setText('');
    setBusy(false);
  };
  return (
    <section class="notes">
      <h3>
        メモ<small>会員には見えません</small>
      </h3>
      <ul class="plain-list">
        {notes.map((note) => (
          <li class="note" key={note.id}>
            <p class="note-head">
              <b>{note.staff.name}</b> {dayName(Date.parse(note.at))} {clockTime(Date.parse(note.at))}
            </p>
            <p class="said">{note.text}</p>
          </li>
        ))}
      </ul>
      <form onSubmit={add}>
        <label for="note" class="unseen">
          新しいメモ
        </label>
        <textarea id="note" rows={2} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="submit" class="button" disabled={busy}>
          メモを残す
        </button>
      </form>
    </section>
  );
}
