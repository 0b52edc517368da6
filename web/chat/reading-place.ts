import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from './conversation.ts';

/** This near the end counts as being there. */
const NEAR_END_PIXELS = 48;
const ABOVE_MESSAGE_PIXELS = 12;
/** Part of the screen that one step onward passes; the rest stays, so that no line is missed. */
const STEP_ONWARD = 0.8;

/**
 * Keeps the reader's place. Who reads at the end follows what is said, but never past the beginning of it: an answer
 * longer than the screen is shown from where it starts. Who reads further up stays there and is told of news.
 */
export function useReadingPlace(view: View) {
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const count = useRef(0);
  /** Index of the first message that came while the reader was further up. */
  const firstNew = useRef<number | undefined>(undefined);
  const [below, setBelow] = useState<'new' | 'rest'>();

  const look = () => {
    atEnd.current = distanceToEnd(scroller.current) < NEAR_END_PIXELS;
    if (!atEnd.current) return;
    firstNew.current = undefined;
    setBelow(undefined);
  };
  const toEnd = () => {
    const box = scrollingBox(scroller.current);
    if (box) box.scrollTop = box.scrollHeight;
    look();
  };
  /** To the first new message, or one screen further. */
  const onward = () => {
    const box = scrollingBox(scroller.current);
    const news = firstNew.current === undefined ? undefined : messagesIn(scroller.current)[firstNew.current];
    firstNew.current = undefined;
    if (box)
      box.scrollTop = news ? topOf(news, box) - ABOVE_MESSAGE_PIXELS : box.scrollTop + box.clientHeight * STEP_ONWARD;
    setBelow('rest');
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
    } else if (added > 0) {
      firstNew.current ??= view.messages.length - added;
      setBelow('new');
    }
  }, [view.messages, view.typing, view.notice]);

  useEffect(() => {
    // The keyboard of a phone, or a text that grows, takes room away from below.
    const onResize = () => atEnd.current && toEnd();
    const box = scroller.current;
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(onResize);
    if (box) observer?.observe(box);
    box?.addEventListener('scroll', look, { passive: true });
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', onResize);
    return () => {
      observer?.disconnect();
      box?.removeEventListener('scroll', look);
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', onResize);
    };
  }, []);

  return { scroller, below, onward };
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
  const own = element.querySelectorAll('.message.member');
  const anchor = own[own.length - 1];
  const end = box.scrollHeight - box.clientHeight;
  box.scrollTop = anchor ? Math.min(end, topOf(anchor, box) - ABOVE_MESSAGE_PIXELS) : 0;
}

function messagesIn(element: HTMLElement | null): ArrayLike<Element> {
  return element?.querySelectorAll('.message') ?? [];
}

/** Where the element begins within the box's content. */
function topOf(element: Element, box: Element): number {
  const above = box === document.scrollingElement ? 0 : box.getBoundingClientRect().top;
  return element.getBoundingClientRect().top - above + box.scrollTop;
}
