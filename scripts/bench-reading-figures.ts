/** The figures of a reader on labelled turns. */

import { decide } from '../dialogs/decide.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { calibrationError } from '../language/measures.ts';
import type { Language } from '../language/understander.ts';
import { EXPECTATIONS, type Expectation } from '../reading/context.ts';
import type { Assembled } from '../reading/create.ts';
import { lookAt } from '../reading/looking.ts';
import type { Heard, Reader } from '../reading/reader.ts';
import { kindOf, type ReadingKey } from '../reading/reading.ts';
import type { LabelledTurn } from '../reading/turns.ts';

/** Rows of the table, ready to be printed. */
export type Figures = Record<string, string>;

interface Judged {
  turn: LabelledTurn;
  labels: ReadonlySet<ReadingKey>;
  heard: Heard;
  /** Where the first right reading stands, 0 the best; -1 nowhere. */
  rank: number;
  isCandidate: boolean;
  /** The best reading of the whole message, clauses left aside, is right. */
  wholeIsRight: boolean;
  microseconds: number;
}

type Measured = Assembled & { reader: Reader; language: Language; knowledge: Knowledge };

export function figuresOf(turns: readonly LabelledTurn[], measured: Measured): Figures {
  const all = turns.map((turn) => judge(turn, measured));
  const share = (holds: (one: Judged) => boolean, among = all) => percent(among.filter(holds).length, among.length);
  const times = all.map(({ microseconds }) => microseconds).sort((left, right) => left - right);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(0);
  return {
    turns: String(all.length),
    'right reading among candidates': share(({ isCandidate }) => isCandidate),
    first: share(({ rank }) => rank === 0),
    'first two': share(({ rank }) => rank >= 0 && rank < 2),
    'first three': share(({ rank }) => rank >= 0 && rank < 3),
    'first, whole message only': share(({ wholeIsRight }) => wholeIsRight),
    ...Object.fromEntries(EXPECTATIONS.map((expect) => [`first: ${expect}`, firstAfter(all, expect)])),
    'calibration error': percent(
      calibrationError(
        all.map(({ heard }) => heard.readings[0]?.probability ?? 0),
        all.map(({ rank }) => rank === 0),
      ),
      1,
    ),
    'asked back': share(({ heard }) => decide(heard, measured.knowledge).kind === 'ask'),
    'not understood': share(({ heard }) => decide(heard, measured.knowledge).kind === 'unclear'),
    'booked wrongly': share(isBookedWrongly),
    'severe mistakes': share(isSevere),
    ...setFigures(all),
    'µs a reading, p50': at(0.5),
    'µs a reading, p99': at(0.99),
  };
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`);

function judge(turn: LabelledTurn, { reader, language, candidates, ranker, examples }: Measured): Judged {
  const labels = new Set(turn.means.flat());
  const started = performance.now();
  const heard = reader.read(turn.text, turn.after);
  const microseconds = (performance.now() - started) * 1000;
  const seen = lookAt(turn.text, turn, language);
  const proposed = candidates.propose(seen, turn.after, examples.near(seen.encoded, turn.after));
  const probabilities = ranker.probabilities(seen.encoded, proposed);
  const best = proposed.candidates[probabilities.indexOf(Math.max(...probabilities))];
  return {
    turn,
    labels,
    heard,
    rank: heard.readings.findIndex(({ key }) => labels.has(key)),
    isCandidate: proposed.candidates.some(({ entry }) => labels.has(entry.key)),
    wholeIsRight: best !== undefined && labels.has(best.entry.key),
    microseconds,
  };
}

function firstAfter(all: readonly Judged[], expect: Expectation): string {
  const own = all.filter(({ turn }) => turn.after.expect === expect);
  if (own.length === 0) return '–';
  return `${percent(own.filter(({ rank }) => rank === 0).length, own.length)} of ${own.length}`;
}

const BOOKS: ReadonlySet<string> = new Set(['book', 'cause', 'result', 'reported', 'service', 'move']);
const SURE = 0.8;

function isBookedWrongly({ heard, labels }: Judged): boolean {
  const best = heard.readings[0];
  return best !== undefined && best.probability >= SURE && BOOKS.has(kindOf(best.key)) && !labels.has(best.key);
}

/** A success or a report that nobody told of; a danger or a crisis that is not even considered. */
function isSevere({ heard, labels }: Judged): boolean {
  const best = heard.readings[0]?.key ?? 'none';
  if ((best === 'result:worked' || best === 'reported:+') && !labels.has(best)) return true;
  const considered = new Set(heard.readings.slice(0, 3).map(({ key }) => dangerOf(key)));
  return [...labels].some((key) => dangerOf(key) !== null && !considered.has(dangerOf(key)));
}

/** Which danger it is, whether something was given away already or not. */
function dangerOf(key: ReadingKey): string | null {
  if (key === 'crisis') return key;
  return kindOf(key) === 'danger' ? (key.split(':')[1] as string) : null;
}

/** What is taken together, beside all that was labelled. */
function setFigures(all: readonly Judged[]): Figures {
  let [taken, right, labelled, found] = [0, 0, 0, 0];
  for (const { heard, labels, turn } of all) {
    const keys = new Set([...heard.taken, ...heard.stances].map(({ key }) => key));
    taken += keys.size;
    right += [...keys].filter((key) => labels.has(key)).length;
    labelled += turn.means.length;
    found += turn.means.filter((alternatives) => alternatives.some((key) => keys.has(key))).length;
  }
  return {
    'taken and right (precision)': percent(right, taken),
    'labelled and taken (recall)': percent(found, labelled),
  };
}

/** In how many of the turns that both labelled the two writers share at least one reading. */
export function agreementOf(
  second: readonly LabelledTurn[],
  first: readonly LabelledTurn[],
): { share: number; compared: number } {
  const idOf = ({ after, text }: LabelledTurn) => JSON.stringify([Object.entries(after).sort(), text]);
  const labels = new Map<string, Set<ReadingKey>>();
  for (const turn of first) {
    const id = idOf(turn);
    labels.set(id, new Set([...(labels.get(id) ?? []), ...turn.means.flat()]));
  }
  const both = second.filter((turn) => labels.has(idOf(turn)));
  const agreed = both.filter((turn) => turn.means.flat().some((key) => labels.get(idOf(turn))?.has(key)));
  return { share: agreed.length / Math.max(1, both.length), compared: both.length };
}
