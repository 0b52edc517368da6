import { useEffect, useMemo, useState } from 'preact/hooks';
import { Chart, MOST_LINES } from './chart.tsx';
import type { Figures } from './report-types.ts';
import type { RoomProps } from './reports-page.tsx';
import type { DeskSettings } from './types.ts';
import { serviceName } from './words.ts';

const PERIODS = [7, 30, 90, 365];
const MOST_CAUSES = 15;

/** What people came with, what became of it, how long they waited. */
export function FiguresRoom({ api, attempt }: RoomProps) {
  const [days, setDays] = useState(30);
  const [figures, setFigures] = useState<Figures>();
  const [causes, setCauses] = useState<DeskSettings['causes']>([]);
  useEffect(() => {
    void attempt(async () => {
      setCauses((await api.settings()).causes);
      setFigures(await api.get<Figures>(`reports?days=${days}`));
    });
  }, [days]);
  return (
    <>
      <p>
        <label>
          期間{' '}
          <select value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {PERIODS.map((count) => (
              <option key={count} value={count}>
                {count}日間
              </option>
            ))}
          </select>
        </label>{' '}
        <a class="button" href={`/staff/api/reports/csv?days=${days}`} download>
          CSVで保存
        </a>
      </p>
      {figures && <Shown figures={figures} causes={causes} />}
    </>
  );
}

function Shown({ figures, causes }: { figures: Figures; causes: DeskSettings['causes'] }) {
  const { days } = figures;
  const dates = useMemo(() => days.map(({ date }) => date), [days]);
  const charts = useMemo(() => [...chartsOf(figures), causesChart(figures, causes)], [figures, causes]);
  return (
    <>
      <Sums figures={figures} />
      {charts.map(({ title, series }) => (
        <Chart key={title} title={title} dates={dates} series={series} />
      ))}
      <h2>サービスごとの原因（担当者が確かめたもの）</h2>
      <CausesTable figures={figures} causes={causes} />
      <h2>日ごとの数字</h2>
      <DaysTable figures={figures} />
      <p>
        「担当者なしで解決」は、会員が解決したと答えた会話と、案内のあと24時間どの窓口からも戻らなかった会話の合計です。案内の前に返事が途絶えた会話は、数えません。
      </p>
    </>
  );
}

function chartsOf({ days }: Figures) {
  return [
    {
      title: '会話の数',
      series: [
        { name: '会話', values: days.map((day) => day.conversations) },
        { name: '担当者なしで解決', values: days.map((day) => day.solved) },
        { name: '担当者へ', values: days.map((day) => day.handedOver) },
        { name: '読み取れず', values: days.map((day) => day.unclear) },
      ],
    },
    {
      title: '待ち時間と対応時間（分・平均）',
      series: [
        { name: '待ち時間', values: days.map((day) => day.waiting) },
        { name: '対応時間', values: days.map((day) => day.handling) },
      ],
    },
    {
      title: '評価の平均（5段階）',
      series: [{ name: '評価', values: days.map((day) => day.score) }],
    },
  ];
}

/** The causes met most often, day by day. */
function causesChart({ days, causes }: Figures, names: DeskSettings['causes']) {
  return {
    title: '多い原因の移り変わり',
    series: causes.slice(0, MOST_LINES).map(({ service, cause, byDay }) => ({
      name: `${serviceName(service)} ${causeName(names, service, cause)}`,
      values: days.map(({ date }) => byDay.find((one) => one.date === date)?.count ?? 0),
    })),
  };
}

function causeName(names: DeskSettings['causes'], service: string | null, cause: string): string {
  if (cause === 'other') return 'その他';
  return names.find((one) => one.service === service && one.id === cause)?.name ?? cause;
}

function Sums({ figures: { days } }: { figures: Figures }) {
  const sum = (
    field: 'conversations' | 'solved' | 'saidSolved' | 'handedOver' | 'notReturned' | 'unclear' | 'ratings',
  ) => days.reduce((total, day) => total + day[field], 0);
  const points = days.reduce((total, { score, ratings }) => total + (score ?? 0) * ratings, 0);
  const ratings = sum('ratings');
  const shown: readonly (readonly [string, string])[] = [
    ['会話', `${sum('conversations')}`],
    ['担当者なしで解決', `${sum('solved')}`],
    ['うち本人の回答', `${sum('saidSolved')}`],
    ['うち案内のあと戻らず', `${sum('notReturned')}`],
    ['担当者へ', `${sum('handedOver')}`],
    ['読み取れず', `${sum('unclear')}`],
    ['評価の平均', ratings === 0 ? '—' : `${(points / ratings).toFixed(1)}（${ratings}件）`],
  ];
  return (
    <ul class="sums">
      {shown.map(([name, value]) => (
        <li key={name}>
          {name}
          <b>{value}</b>
        </li>
      ))}
    </ul>
  );
}

function CausesTable({ figures, causes }: { figures: Figures; causes: DeskSettings['causes'] }) {
  if (figures.causes.length === 0) return <p>この期間に、原因の分かった相談はありません。</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one must be able to scroll it by keyboard
    <section class="scroll" tabIndex={0} aria-label="サービスごとの原因">
      <table>
        <thead>
          <tr>
            <th scope="col">サービス</th>
            <th scope="col">原因</th>
            <th scope="col">件数</th>
          </tr>
        </thead>
        <tbody>
          {figures.causes.slice(0, MOST_CAUSES).map(({ service, cause, count }) => (
            <tr key={`${service} ${cause}`}>
              <td>{serviceName(service)}</td>
              <td class="words">{causeName(causes, service, cause)}</td>
              <td class="number">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const COLUMNS = [
  ['conversations', '会話'],
  ['solved', '担当者なしで解決'],
  ['saidSolved', 'うち本人の回答'],
  ['notReturned', 'うち案内のあと戻らず'],
  ['handedOver', '担当者へ'],
  ['waiting', '待ち（分）'],
  ['handling', '対応（分）'],
  ['unclear', '読み取れず'],
  ['score', '評価'],
] as const;

function DaysTable({ figures: { days } }: { figures: Figures }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one must be able to scroll it by keyboard
    <section class="scroll" tabIndex={0} aria-label="日ごとの数字">
      <table>
        <thead>
          <tr>
            <th scope="col">日付</th>
            {COLUMNS.map(([field, name]) => (
              <th scope="col" key={field}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <tr key={day.date}>
              <th scope="row">{day.date}</th>
              {COLUMNS.map(([field]) => (
                <td class="number" key={field}>
                  {day[field] ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
