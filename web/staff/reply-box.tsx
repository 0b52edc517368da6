import { useEffect, useRef, useState } from 'preact/hooks';
import { ComposingGuard } from '../shared/composing.ts';
import type { Drafts } from './drafts.ts';

const ENTER_SENDS = 'tobira.enter-sends';

interface ReplyBoxProps {
  /** Whether one can write at once: after taking the case. */
  focused: boolean;
  drafts: Drafts;
  caseId: string;
  /** Resolves to whether it was sent. */
  onSend: (text: string) => Promise<boolean>;
}

/** Where the answer is written. It stays until the server has it, over changes of case and reloads. */
export function ReplyBox({ focused, drafts, caseId, onSend }: ReplyBoxProps) {
  const [text, setText] = useState(drafts.read(caseId));
  const [sending, setSending] = useState(false);
  const [enterSends, setEnterSends] = useState(localStorage.getItem(ENTER_SENDS) === '1');
  const guard = useRef(new ComposingGuard()).current;
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);

  const write = (value: string) => {
    setText(value);
    drafts.keep(caseId, value);
  };
  const send = async () => {
    const words = text.trim();
    if (words === '' || sending) return;
    setSending(true);
    if (await onSend(words)) write('');
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
