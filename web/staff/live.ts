import type { DeskStore } from './desk-store.ts';
import type { CaseSummary } from './types.ts';

/** Several changes within a moment are read once. */
const GATHER_MILLISECONDS = 80;
/** Browsers give up a stream that was refused; the server may only have been restarting. */
const AGAIN_MILLISECONDS = 3_000;

/**
 * Follows what changes at the desk. Whatever happened while the stream was down is read when it is back.
 * @returns ends it
 */
export function followDesk(store: DeskStore): () => void {
  const current = gathered(() => void store.refreshCase(store.view.selected));
  const isCurrent = (id: string) => id === store.view.selected;
  const open = () => {
    const source = new EventSource('/staff/api/events');
    source.onopen = () => {
      store.liveChanged(true);
      void store.refreshLists();
      current();
    };
    source.onerror = () => {
      store.liveChanged(false);
      if (source.readyState === EventSource.CLOSED) again = setTimeout(reopen, AGAIN_MILLISECONDS);
    };
    source.addEventListener('case', (event) => {
      const row = dataOf<CaseSummary>(event);
      store.caseChanged(row);
      if (isCurrent(row.id)) current();
    });
    source.addEventListener('message', (event) => {
      if (isCurrent(dataOf<{ caseId: string }>(event).caseId)) current();
    });
    source.addEventListener('typing', (event) => store.memberWrites(dataOf<{ caseId: string }>(event).caseId));
    return source;
  };
  const reopen = () => {
    // Tells whether the session has ended; then the console asks to sign in.
    void store.refreshLists();
    source = open();
  };
  let again: ReturnType<typeof setTimeout> | undefined;
  let source = open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

function dataOf<Data>(event: MessageEvent): Data {
  return JSON.parse(String(event.data)) as Data;
}

function gathered(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, GATHER_MILLISECONDS);
  };
}
