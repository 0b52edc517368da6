import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { clockTime, dayName, sameDay } from '../shared/clock.ts';
import type { Line } from './types.ts';
import { useWhy } from './why.tsx';
import { deliveryInWords } from './words.ts';

const NEAR_END_PIXELS = 60;

/** What was said, from the beginning. Follows what is new unless one reads further up. */
export function Transcript({ lines, memberWrites }: { lines: readonly Line[]; memberWrites: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const newest = lines[lines.length - 1]?.id;

  useLayoutEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest, memberWrites]);
  useEffect(() => {
    const onResize = () => {
      if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
    };
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one must be able to scroll it by keyboard
    <div class="transcript" role="log" aria-label="会話の記録" tabIndex={0} ref={box} onScroll={onScroll}>
      {lines.map((line, index) => (
        <TranscriptLine key={line.id} line={line} before={lines[index - 1]} />
      ))}
      {memberWrites && <p class="member-writes">会員が書いています…</p>}
    </div>
  );
}

function TranscriptLine({ line, before }: { line: Line; before: Line | undefined }) {
  const at = Date.parse(line.at);
  const { button, panel } = useWhy(line.why, clockTime(at));
  const newDay = before === undefined || !sameDay(Date.parse(before.at), at);
  return (
    <>
      {newDay && <p class="day">{dayName(at)}</p>}
      <article class={`line ${line.from}`}>
        <p class="who">
          <b>{nameOf(line)}</b> <time dateTime={line.at}>{clockTime(at)}</time> {button}
        </p>
        {line.text !== '' && (
          <p class="said" dir="auto">
            {line.text}
          </p>
        )}
        {line.pictures?.map((address) => (
          <img class="picture" key={address} src={address} alt="会員が送った画像" />
        ))}
        {line.delivery && (
          <p class={`delivery ${line.delivery.status}`} title={line.delivery.reason}>
            {deliveryInWords(line.delivery)}
          </p>
        )}
        {panel}
      </article>
    </>
  );
}

function nameOf(line: Line): string {
  if (line.from === 'member') return '会員';
  return line.from === 'bot' ? '自動案内' : `担当者 ${line.name ?? ''}`;
}
