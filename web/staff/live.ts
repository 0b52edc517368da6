import type { DeskStore } from './desk-store.ts';

/** Several changes within a moment are read once. */
const GATHER_MILLISECONDS = 80;

/**
 * Follows what changes at the desk. The browser reconnects by itself; whatever happened meanwhile is read then.
 * @returns ends it
 */
export function followDesk(store: DeskStore): () => void {
  const source = new EventSource('/staff/api/events');
  const lists = gathered(() => void store.refreshLists());
  const current = gathered(() => void store.refreshCase(store.view.selected));

  source.onopen = () => {
    store.liveChanged(true);
    lists();
    current();
  };
  source.onerror = () => store.liveChanged(false);
  source.addEventListener('case', (event) => {
    lists();
    if (idIn(event, 'id') === store.view.selected) current();
  });
  source.addEventListener('message', (event) => {
    if (idIn(event, 'caseId') === store.view.selected) current();
  });
  return () => source.close();
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
