import type { DeskStore } from './desk-store.ts';

/** Several changes within a moment are read once. */
const GATHER_MILLISECONDS = 80;
/** Browsers give up a stream that was refused; the server may only have been restarting. */
const AGAIN_MILLISECONDS = 3_000;

/**
 * Follows what changes at the desk. Whatever happened while the stream was down is read when it is back.
 * @returns ends it
 */
export function followDesk(store: DeskStore): () => void {
  const lists = gathered(() => void store.refreshLists());
  const current = gathered(() => void store.refreshCase(store.view.selected));
  const open = () => {
    const source = new EventSource('/staff/api/events');
    source.onopen = () => {
      store.liveChanged(true);
      lists();
      current();
    };
    source.onerror = () => {
      store.liveChanged(false);
      if (source.readyState === EventSource.CLOSED) again = setTimeout(reopen, AGAIN_MILLISECONDS);
    };
    source.addEventListener('case', (event) => {
      lists();
      if (idIn(event, 'id') === store.view.selected) current();
    });
    source.addEventListener('message', (event) => {
      if (idIn(event, 'caseId') === store.view.selected) current();
    });
    return source;
  };
  const reopen = () => {
    // Tells whether the session has ended; then the console asks to sign in.
    lists();
    source = open();
  };
  let again: ReturnType<typeof setTimeout> | undefined;
  let source = open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

function idIn(event: MessageEvent, field: string): unknown {
  return (JSON.parse(String(event.data)) as Record<string, unknown>)[field];
}

function gathered(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, GATHER_MILLISECONDS);
  };
}
