import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meant } from '../../dialogs/differential.ts';
import { SAYINGS } from '../../dialogs/sayings.ts';
import type { Turn } from '../../dialogs/turn.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Cause } from '../../knowledge/schema.ts';
import type { ServiceId } from '../../language/types.ts';
import type { Reader } from '../../reading/reader.ts';
import { Talk } from '../support/talk.ts';

/** Three persons with wordings of their own, kept apart from everything that was trained on. */
export const VOICES = ['a', 'b', 'c'] as const;
export type Voice = (typeof VOICES)[number];

interface Line {
  after: { expect: string; service: string | null; question?: string; cause?: string; remedy?: string };
  text: string;
  means: { kind: string; answer?: string | null; value?: string }[];
  voice: string;
  cause?: string;
  for?: string;
}

const lines = readFileSync(join(import.meta.dirname, 'words.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

/** What a member of this cause would see, say and find out. */
export interface Member {
  service: ServiceId;
  cause: Cause;
  voice: Voice;
}

export interface Outcome {
  solved: boolean;
  turns: number;
  /** What was said, for whoever looks into a failure. */
  told: string[];
}

const LONGEST = 16;
const NAMES: Readonly<Record<ServiceId, string>> = {
  saison: 'セゾンです',
  amex: 'アメックスです',
  promise: 'プロミスです',
};
/** Asked back now and then. */
const ASKS_BACK = ['どうしてそれを聞くんですか', 'なぜですか'];
const ASKS_BACK_SHARE = 0.08;

/** One talk of a member with Tobira, in words, until it is solved or given up. @param random numbers from 0 to 1 */
export function talkOf(member: Member, knowledge: Knowledge, reader: Reader, random: () => number): Outcome {
  const talk = new Talk(knowledge, reader);
  const told: string[] = [];
  let words = opening(member);
  for (let turns = 1; turns <= LONGEST; turns++) {
    const turn = talk.say(words);
    told.push(`人: ${words}`, ...turn.messages.map(({ text }) => `扉: ${text}`));
    if (turn.messages.some(({ text }) => text.includes(SAYINGS.solved))) return { solved: true, turns, told };
    if (turn.isHandedOver) return { solved: false, turns, told };
    words = next(member, talk, turn, knowledge, random);
  }
  return { solved: false, turns: LONGEST, told };
}

function opening({ service, cause, voice }: Member): string {
  const line = lines.find(
    (one) => one.after.expect === 'nothing' && one.for === service && one.cause === cause.id && one.voice === voice,
  );
  if (!line) throw new Error(`no opening of ${voice} for ${service} ${cause.id}`);
  return line.text;
}

/** What the member says next: to a question the answer of their world, to advice what came of it. */
function next(member: Member, talk: Talk, turn: Turn, knowledge: Knowledge, random: () => number): string {
  const { service, threads } = talk.state.memory;
  const thread = threads.at(-1);
  if (thread?.kind === 'service') return NAMES[member.service];
  if (service !== member.service) return NAMES[member.service];
  if (turn.messages.some(({ text }) => text.includes(SAYINGS.whichReading)))
    return pick(member, talk, turn, knowledge, random);
  if (turn.messages.some(({ text }) => text.includes(SAYINGS.askLoginWorks)))
    return thread?.kind === 'diagnosis' && isRight(member, thread.remedy)
      ? 'はい、ログインできました'
      : 'いいえ、まだ入れません';
  if (thread?.kind === 'diagnosis' && thread.phase === 'question') {
    if (random() < ASKS_BACK_SHARE) return ASKS_BACK[Math.floor(random() * ASKS_BACK.length)] as string;
    return answerTo(member, thread.question ?? '', knowledge, random);
  }
  if (thread?.kind === 'diagnosis') return resultOf(member, thread.cause ?? '', thread.remedy ?? '');
  if (thread?.kind === 'procedure') return '次へ';
  return opening(member);
}

function answerTo({ service, cause, voice }: Member, id: string, knowledge: Knowledge, random: () => number): string {
  const question = knowledge.question(service, id);
  if (!question) return 'わからない';
  const shares = meant(question, cause.id);
  let left = random();
  const at = shares.findIndex((share) => {
    left -= share;
    return left <= 0;
  });
  const answer = question.answers[at < 0 ? shares.indexOf(Math.max(...shares)) : at]?.id ?? null;
  const said = lines.find(
    (one) =>
      one.after.expect === 'question' &&
      one.after.service === service &&
      one.after.question === id &&
      one.voice === voice &&
      one.means[0]?.answer === answer,
  );
  return said?.text ?? question.answers.find((one) => one.id === answer)?.label ?? 'わからない';
}

function isRight({ cause }: Pick<Member, 'cause'>, remedy: string | undefined): boolean {
  return cause.remedies.some(({ id }) => id === remedy);
}

/** The advice that is among the true cause's gets the member in; any other does not. */
function resultOf({ service, cause, voice }: Member, advised: string, remedy: string): string {
  const value = isRight({ cause }, remedy) ? 'worked' : 'failed';
  const said = lines.find(
    (one) =>
      one.after.expect === 'result' &&
      one.after.service === service &&
      one.after.cause === advised &&
      one.after.remedy === remedy &&
      one.voice === voice &&
      one.means[0]?.value === value,
  );
  return said?.text ?? (value === 'worked' ? 'ログインできました' : 'まだログインできません');
}

/** Asked which was meant: the choice that is true. */
function pick(member: Member, talk: Talk, turn: Turn, knowledge: Knowledge, random: () => number): string {
  const thread = talk.state.memory.threads.at(-1);
  const labels = turn.choices.map(({ label }) => label);
  if (thread?.kind === 'diagnosis' && thread.phase === 'question') {
    const question = knowledge.question(member.service, thread.question ?? '');
    const shares = question ? meant(question, member.cause.id) : [];
    const likely = question?.answers[shares.indexOf(Math.max(...shares))]?.label;
    if (likely && labels.includes(likely)) return likely;
  }
  const right = thread?.kind === 'diagnosis' && isRight(member, thread.remedy);
  const result = right ? 'できました' : 'まだできません';
  return labels.includes(result)
    ? result
    : (labels.find((label) => label.includes('戻る')) ?? answerTo(member, '', knowledge, random));
}
