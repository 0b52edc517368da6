import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

/** Lines are told apart by their dashes as well as by colour, and the legend names both. */
const STYLES = [
  { name: '実線', colour: '--ink', dash: [] },
  { name: '破線', colour: '--accent', dash: [8, 4] },
  { name: '点線', colour: '--warn', dash: [2, 4] },
  { name: '一点鎖線', colour: '--focus', dash: [10, 4, 2, 4] },
] as const;

/** As many lines as one can tell apart. */
export const MOST_LINES = STYLES.length;

export interface Series {
  name: string;
  values: (number | null)[];
}

const HEIGHT = 220;

/** Lines over days. The same numbers stand in the table below: the drawing is for the eye only. */
export function Chart({ title, dates, series }: { title: string; dates: readonly string[]; series: Series[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const colour = (name: string) => getComputedStyle(box).getPropertyValue(name).trim();
    const axis = { stroke: colour('--ink-quiet'), grid: { stroke: colour('--line'), width: 1 } };
    const plot = new uPlot(
      {
        width: box.clientWidth,
        height: HEIGHT,
        axes: [{ ...axis, values: (_plot, ticks) => ticks.map(dayOf) }, axis],
        scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
        series: [
          { label: '日付', value: (_plot, value) => (value === null ? '' : dayOf(value)) },
          ...series.slice(0, MOST_LINES).map(({ name }, index) => {
            const style = STYLES[index] ?? STYLES[0];
            return {
              label: `${name}（${style.name}）`,
              stroke: colour(style.colour),
              width: 2,
              points: { show: true, size: 6 },
              dash: [...style.dash],
            };
          }),
        ],
      },
      [dates.map((date) => Date.parse(date) / 1000), ...series.map(({ values }) => values)],
      box,
    );
    const onResize = () => plot.setSize({ width: box.clientWidth, height: HEIGHT });
    window.addEventListener('resize', onResize);
    return () => {
      window.removeEventListener('resize', onResize);
      plot.destroy();
    };
  }, [dates, series]);
  return (
    <figure class="chart" aria-hidden="true">
      <figcaption>{title}</figcaption>
      <div ref={place} />
    </figure>
  );
}

/** 「11/22」 */
function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}`;
}
