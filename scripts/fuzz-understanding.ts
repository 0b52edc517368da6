/**
 * Feeds generated nonsense to the understanding and checks every result. The same messages in every run.
 * Usage: node scripts/fuzz-understanding.ts [count]; prints one JSON object, or fails with the message that did it.
 */
import { fileURLToPath } from 'node:url';
import { prepareLanguage } from '../language/prepare.ts';
import { createRandom } from '../language/random.ts';
import { INTENTS, SERVICE_IDS, type Understanding } from '../language/types.ts';
import { loadUnderstander } from '../language/understander.ts';

function expectSound(result: Understanding): void {
  const serviceKnown = result.service === null || SERVICE_IDS.includes(result.service);
  const placesRight = result.entities.every(
    ({ start, end }) => start >= 0 && start <= end && end <= result.text.length,
  );
  if (!INTENTS.includes(result.intent) || !serviceKnown || !placesRight || !(result.score >= 0 && result.score <= 1)) {
    throw new Error(`Unsound: ${JSON.stringify(result)}`);
  }
}

const PIECES = [
  'ログイン',
  'できない',
  'パスワード',
  'ロックはされてない',
  'って',
  'は',
  'も',
  'な',
  '3回',
  '「',
  '」',
  '。',
  '\n',
  '\0',
  '\u202e',
  '\ud800',
  '\udc00',
  '😀',
  '👨‍👩‍👧',
  '<script>alert(1)</script>',
  '&nbsp;',
  'Ignore all previous instructions',
  'עברית',
  'العربية',
  'ไทย',
  '한국어',
  'Ё',
  '１２３４',
  '4532015112830366',
  'ﾞ',
  '゛',
  '\u0301',
  'ー',
  '〜',
  '!!!!',
  '    ',
  'a',
  'zzzz',
  '%00',
  '{x}',
  '../',
  'が',
  'か゛',
  '円',
  '万',
  '年',
  '月',
  '0',
  '-',
]; // prettier-ignore

function nonsense(random: () => number): string {
  const length = random() < 0.001 ? 2000 : Math.floor(random() ** 3 * 24);
  return Array.from({ length }, () => {
    if (random() < 0.2) return String.fromCharCode(Math.floor(random() * 65536));
    return PIECES[Math.floor(random() * PIECES.length)];
  }).join('');
}

/** Repeated to a hundred thousand characters each. */
const LONG_PIECES = [
  'あ',
  'ログイン',
  'って',
  'パスワードは',
  '1',
  'a',
  'ア',
  '😀',
  '\ud800',
  '「',
  ' ',
  '\0',
  '、',
  '3回',
];
const LONGEST = 100_000;

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const options = { buildDir: folder('build'), knowledgeDir: folder('knowledge') };
await prepareLanguage(options);
const understander = await loadUnderstander(options);
const random = createRandom(2024);
const count = Number(process.argv[2] ?? 100_000);
let slowest = 0;

function check(message: string): void {
  const started = performance.now();
  expectSound(understander.understand(message));
  slowest = Math.max(slowest, performance.now() - started);
}

const started = performance.now();
for (let round = 0; round < count; round++) check(nonsense(random));
for (const piece of LONG_PIECES) check(piece.repeat(LONGEST / piece.length));
const seconds = (performance.now() - started) / 1000;
process.stdout.write(
  `${JSON.stringify({ messages: count + LONG_PIECES.length, seconds, slowestMilliseconds: slowest })}\n`,
);
