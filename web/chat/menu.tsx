import { useEffect, useRef, useState } from 'preact/hooks';

/** Closed, open, or asking back before everything said so far leaves the screen. */
type State = 'closed' | 'open' | 'asking';

export function Menu({ onRestart }: { onRestart: () => void }) {
  const [state, setState] = useState<State>('closed');
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useCloseOutside(root, state !== 'closed', () => setState('closed'));

  const close = () => {
    setState('closed');
    opener.current?.focus();
  };
  const act = (action: () => void) => () => {
    close();
    action();
  };

  return (
    <div class="menu" ref={root} onKeyDown={(event) => event.key === 'Escape' && close()}>
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
        </div>
      )}
      {state === 'asking' && (
        <div class="menu-sheet">
          <p>いまの会話をこの画面から消して、はじめからお話しになりますか。</p>
          <button type="button" class="button main" onClick={act(onRestart)}>
            はじめから話す
          </button>
          <button type="button" class="button" onClick={close}>
            やめる
          </button>
        </div>
      )}
    </div>
  );
}

function useCloseOutside(root: { current: HTMLElement | null }, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const onPress = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) close();
    };
    document.addEventListener('click', onPress, true);
    return () => document.removeEventListener('click', onPress, true);
  }, [root, open, close]);
}
