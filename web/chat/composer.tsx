import type { Ref } from 'preact';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ComposingGuard } from '../shared/composing.ts';

export interface ComposerHandle {
  focus(): void;
}

/** Where one writes. What is written stays in memory only: a draft may hold what must never be kept. */
export function Composer({
  ref,
  unsent,
  onWrite,
  onSend,
}: {
  ref: Ref<ComposerHandle>;
  /** What could not be sent before and is to be written again. */
  unsent: string;
  onWrite: () => void;
  onSend: (text: string) => void;
}) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const guard = useRef(new ComposingGuard()).current;
  const focus = () => field.current?.focus({ preventScroll: true });
  useImperativeHandle(ref, () => ({ focus }), []);
  useEffect(() => setText((now) => now || unsent), [unsent]);
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) focus();
  }, []);
  useGrowing(field, text);

  const send = () => {
    if (text.trim() !== '') {
      onSend(text.trim());
      setText('');
    }
    focus();
  };

  return (
    <footer class="write">
      <form
        class="column"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p id="never-write">カード番号・暗証番号・パスワードは書かないでください</p>
        <div class="write-row">
          <label class="unseen" for="message">
            メッセージ
          </label>
          <textarea
            id="message"
            ref={field}
            rows={1}
            value={text}
            placeholder="お困りのことを書く"
            aria-describedby="never-write"
            enterkeyhint="send"
            autocomplete="off"
            onInput={(event) => {
              setText(event.currentTarget.value);
              onWrite();
            }}
            onCompositionStart={() => guard.started()}
            onCompositionEnd={(event) => guard.ended(event.timeStamp)}
            onKeyDown={(event) => {
              if (!guard.sends(event, 'enter')) return;
              event.preventDefault();
              send();
            }}
          />
          <button type="submit" class="button main">
            送信
          </button>
        </div>
      </form>
    </footer>
  );
}

/** As high as what is written; the style sheet sets the limit of five lines. */
function useGrowing(field: { current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  }, [field, text]);
}
