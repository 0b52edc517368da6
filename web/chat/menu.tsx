import { useEffect, useRef, useState } from 'preact/hooks';

/** Closed, open, or asking back before everything said so far leaves the screen. */
type State = 'closed' | 'open' | 'asking';

export function Menu({ onRestart }: { onRestart: () => void }) {
  const [state, setState] = useState<State>('closed');
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setState('closed');
    opener.current?.focus();
  };
  useWaysOut(root, state !== 'closed', { outside: () => setState('closed'), escape: close });
  const act = (action: () => void) => () => {
    close();
    action();
  };

  return (
    <div class="menu" ref={root}>
      <button
        type="button"
        class="button"
        ref={opener}
        aria-expanded={state !== 'closed'}
        onClick={() => setState(state === 'closed' ? 'open' : 'closed')}
      >
        メニュー
      </button>
      {state === 'open' && (
        <div class="menu-sheet">
          <button type="button" class="button" onClick={() => setState('asking')}>
            はじめから
          </button>
          <button type="button" class="button" onClick={act(() => window.print())}>
            会話を印刷する
          </button>
          <a class="button" href="/check" target="_blank" rel="noopener">
            入力した文字を確かめる
            <span class="unseen">(新しい画面で開きます)</span>
          </a>
        </div>
      )}
      {state === 'asking' && (
        <div class="menu-sheet">
          <p>いまの会話をこの画面から消して、はじめからお話しになりますか。</p>
          <button type="button" class="button main" onClick={act(onRestart)}>
            はじめから話す
          </button>
          <button type="button" class="button" onClick={close}>
            消さずに戻る
          </button>
        </div>
      )}
    </div>
  );
}

/** An open menu closes when something else is pressed, and with Escape. */
function useWaysOut(
  root: { current: HTMLElement | null },
  open: boolean,
  ways: { outside: () => void; escape: () => void },
): void {
  useEffect(() => {
    if (!open) return;
    const onPress = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) ways.outside();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') ways.escape();
    };
    document.addEventListener('click', onPress, true);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('click', onPress, true);
      document.removeEventListener('keydown', onKey);
    };
  });
}
