import { useEffect, useRef, useState } from 'preact/hooks';
import { ComposingGuard } from '../shared/composing.ts';
import type { CaseProps } from './case-view.tsx';
import type { Drafts } from './drafts.ts';
import { LibraryPanel } from './library-panel.tsx';

const ENTER_SENDS = 'tobira.enter-sends';
/** The member's sign of writing fades a little later than this. */
const SIGN_EVERY_MILLISECONDS = 3_000;

interface ReplyBoxProps extends CaseProps {
  /** Whether one can write at once: after taking the case. */
  focused: boolean;
  drafts: Drafts;
}

/** Where the answer is written. It stays until the server has it, over changes of case and reloads. */
export function ReplyBox({ focused, drafts, ...props }: ReplyBoxProps) {
  const { store, shown } = props;
  const [text, setText] = useState(drafts.read(shown.id));
  const [sending, setSending] = useState(false);
  const [enterSends, setEnterSends] = useState(localStorage.getItem(ENTER_SENDS) === '1');
  const guard = useRef(new ComposingGuard()).current;
  const field = useRef<HTMLTextAreaElement>(null);
  const sign = useSign(() => void store.api.act(shown.id, 'typing').catch(() => undefined));

  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);

  const write = (value: string) => {
    setText(value);
    drafts.keep(shown.id, value);
    if (value !== '') sign();
  };
  const insert = (words: string) => {
    write(text.trim() === '' ? words : `${text.trimEnd()}\n${words}`);
    field.current?.focus();
  };
  const send = async () => {
    const words = text.trim();
    if (words === '' || sending) return;
    setSending(true);
    if (await store.act(shown.id, 'messages', { text: words })) write('');
    setSending(false);
    field.current?.focus();
  };
  const choose = (enter: boolean) => {
    setEnterSends(enter);
    localStorage.setItem(ENTER_SENDS, enter ? '1' : '0');
  };

  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <LibraryPanel {...props} written={text} onInsert={insert} />
      <label for="reply">会員への返信</label>
      <textarea
        id="reply"
        ref={field}
        rows={4}
        value={text}
        readOnly={sending}
        onInput={(event) => write(event.currentTarget.value)}
        onCompositionStart={() => guard.started()}
        onCompositionEnd={(event) => guard.ended(event.timeStamp)}
        onKeyDown={(event) => {
          if (!guard.sends(event, 'modified') && !(enterSends && guard.sends(event, 'enter'))) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="reply-foot">
        <label class="enter-sends">
          <input type="checkbox" checked={enterSends} onChange={(event) => choose(event.currentTarget.checked)} />
          Enterで送信する
        </label>
        <span class="hint">{enterSends ? 'Shift+Enterで改行' : 'Ctrl+Enter（⌘+Enter）で送信'}</span>
        <button type="submit" class="button main" disabled={sending}>
          {sending ? '送信しています…' : '送信'}
        </button>
      </div>
    </form>
  );
}

/** Tells the member now and then that one is writing. A sign that is lost is no loss: the next one follows. */
function useSign(send: () => void): () => void {
  const sentAt = useRef(0);
  return () => {
    if (Date.now() - sentAt.current < SIGN_EVERY_MILLISECONDS) return;
    sentAt.current = Date.now();
    send();
  };
}
