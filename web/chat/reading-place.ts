import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from './conversation.ts';

/** This near the end counts as being there. */
const NEAR_END_PIXELS = 48;
const ABOVE_MESSAGE_PIXELS = 12;

/**
 * Keeps the reader's place. Who reads at the end follows what is said, but never past the beginning of it: an answer
 * longer than the screen is shown from where it starts. Who reads further up stays there and is told of news.
 */
export function useReadingPlace(view: View) {
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const count = useRef(0);
  const [below, setBelow] = useState<'new' | 'rest'>();

  const look = () => {
    atEnd.current = distanceToEnd(scroller.current) < NEAR_END_PIXELS;
    if (atEnd.current) setBelow(undefined);
  };
  const toEnd = () => {
    const box = scrollingBox(scroller.current);
    if (box) box.scrollTop = box.scrollHeight;
    look();
  };

  useLayoutEffect(() => {
    const added = view.messages.length - count.current;
    count.current = view.messages.length;
    const own = added > 0 && view.messages[view.messages.length - 1]?.speaker === 'member';
    if (own) toEnd();
    else if (atEnd.current) {
      follow(scroller.current);
      look();
      if (!atEnd.current) setBelow('rest');
    } else if (added > 0) setBelow('new');
  }, [view.messages, view.typing, view.notice]);

  useEffect(() => {
    const onResize = () => atEnd.current && toEnd();
    const box = scroller.current;
    box?.addEventListener('scroll', look, { passive: true });
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', onResize);
    return () => {
      box?.removeEventListener('scroll', look);
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', onResize);
    };
  }, []);

  return { scroller, below, toEnd };
}

/** On very low screens the whole page scrolls instead of the conversation. */
function scrollingBox(element: HTMLElement | null): Element | null {
  if (element && getComputedStyle(element).overflowY !== 'visible') return element;
  return document.scrollingElement;
}

function distanceToEnd(element: HTMLElement | null): number {
  const box = scrollingBox(element);
  return box ? box.scrollHeight - box.scrollTop - box.clientHeight : 0;
}

/** To the end, but not so far that the member's last words leave the screen. */
function follow(element: HTMLElement | null): void {
  const box = scrollingBox(element);
  if (!box || !element) return;
  const said = element.querySelectorAll('.message');
  const own = element.querySelectorAll('.message.member');
  const anchor = own[own.length - 1] ?? said[0];
  const end = box.scrollHeight - box.clientHeight;
  if (!anchor) return;
  const top = anchor.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  box.scrollTop = Math.min(end, Math.max(0, top - ABOVE_MESSAGE_PIXELS));
}
