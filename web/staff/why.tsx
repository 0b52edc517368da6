import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Why } from './types.ts';
import { percentInWords } from './words.ts';

/** Further readings than these nobody looks through. */
const MOST_OTHERS = 3;

/** Whether the explanation beside a message is open, with the button that opens it and the place where it then stands. */
export function useWhy(why: Why | undefined, clock: string): { button: ComponentChildren; panel: ComponentChildren } {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!why) return { button: null, panel: null };
  const button = (
    <button
      type="button"
      class="why-button"
      aria-label={`なぜこう答えたか（${clock}の発言）`}
      aria-expanded={open}
      aria-controls={id}
      onClick={() => setOpen(!open)}
    >
      なぜ
    </button>
  );
  return { button, panel: open && <Explained id={id} why={why} /> };
}

function Explained({ id, why }: { id: string; why: Why }) {
  const box = useRef<HTMLDListElement>(null);
  // With the message it belongs to: a long list never pushes that out of sight.
  useLayoutEffect(() => box.current?.parentElement?.scrollIntoView({ block: 'nearest' }), []);
  const { taken, readings } = why;
  const others = readings.filter(({ label }) => !taken.includes(label)).slice(0, MOST_OTHERS);
  return (
    <dl class="why" id={id} ref={box}>
      <Part name="待っていたもの" lines={[{ label: why.expect }]} />
      <Part name="判断" lines={[{ label: why.decision }]} />
      <Part
        name="受け取った意味"
        lines={taken.map((label) => readings.find((one) => one.label === label) ?? { label })}
      />
      <Part name={taken.length > 0 ? 'ほかの読み' : '考えられた意味'} lines={others} />
      <Part name="したこと" lines={why.acts.map((label) => ({ label }))} />
      <Part name="手がかり" lines={why.why.map((label) => ({ label }))} />
    </dl>
  );
}

function Part({ name, lines }: { name: string; lines: readonly { label: string; probability?: number }[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      {lines.map(({ label, probability }) => (
        <dd key={label}>
          {label}
          {probability !== undefined && <span> {percentInWords(probability)}</span>}
        </dd>
      ))}
    </div>
  );
}
