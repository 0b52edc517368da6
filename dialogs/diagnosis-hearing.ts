import type { Question, Remedy } from '../knowledge/schema.ts';
import type { Intent } from '../language/types.ts';
import { answerByWords, readAnswer, saysUnknown } from './answers.ts';
import { saysLoginWorks } from './assertions.ts';
import { onlyTellsDevice } from './at-hand.ts';
import { aboutLogin, answered, LOGIN_SHARE } from './evidence.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { agrees, asksHow, REPORTED, resultInWords, resultOf } from './remedy.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

/** Where an open diagnosis stands. */
export interface DiagnosisState {
  phase: 'question' | 'remedy';
  question?: string;
  cause?: string;
  remedy?: string;
  /** How often the question was asked again. */
  again?: number;
  /** Notices already told. */
  told: string[];
}

const CORRECTION = /(?:やっぱり|やはり|訂正|間違え(?:ました|た)|さっきの|じゃなくて|ではなく|でした$)/u;

/** No longer than 「はい、そうです」. */
const BARE = 8;

/** True when the message answers or moves on what the diagnosis last said. */
export function isForDiagnosis(turn: Turn, state: DiagnosisState): boolean {
  const { intent, decision, denied } = turn.understanding;
  if (turn.action?.kind === 'answer' || turn.action?.kind === 'result') return true;
  if (turn.toldSomething || denied.length > 0) return true;
  const aboutCauses = intent === 'login_failed' || isCauseHere(turn, intent);
  if (decision === 'answer' && aboutCauses) return true;
  if (decision === 'confirm' && aboutLogin(turn) >= LOGIN_SHARE) return true;
  if (corrected(turn, ledgerOf(turn.memory, turn.text), state) !== undefined) return true;
  if (state.phase === 'remedy')
    return resultOf(turn) !== undefined || agrees(turn) || saysUnknown(turn) || asksHow(turn.text);
  const question = questionOf(turn, state);
  const told = resultInWords(turn.text) !== undefined;
  // A bare yes to a question with several answers says little, but it is said to this question.
  const bare = turn.polarity !== undefined && turn.text.length <= BARE;
  return told || bare || (question !== undefined && readAnswer(question, turn) !== undefined);
}

/** The question that is open or was last asked. */
export function questionOf(turn: Turn, state: DiagnosisState): Question | undefined {
  return state.question ? turn.knowledge.question(turn.memory.service, state.question) : undefined;
}

/** A cause that the service in hand knows; what only another service knows is a new matter. */
function isCauseHere({ knowledge, memory }: Turn, intent: Intent): boolean {
  return knowledge.causes(memory.service).some((cause) => cause.intents.includes(intent));
}

/** The remedy that was last given. */
export function remedyOf(turn: Turn, state: DiagnosisState): Remedy | undefined {
  const cause = state.cause ? turn.knowledge.cause(turn.memory.service, state.cause) : undefined;
  return cause?.remedies.find(({ id }) => id === state.remedy);
}

/** 「昨日まで入れた」 answers when it last went well and tells of no success now; 「まだ入れない」 is heard beside any answer. */
export function resultBeside(question: Question | undefined, turn: Turn): boolean | undefined {
  const result = turn.action ? undefined : resultInWords(turn.text);
  if (result !== true) return result;
  const answers = question !== undefined && answerByWords(question, turn.text) !== undefined;
  return answers || !saysLoginWorks(turn.understanding.predicates) ? undefined : true;
}

const STILL =
  /(?:まだ|やっぱり|やはり|相変わらず|変わら|届か|届きま|来な|来ませ|こない|だめ|ダメ|できな|できませ|入れな|入れませ|にもな|にもあり|もない|もあり|見当たら|見つから)/u;

/** 「まだ届きません」 after the advice for exactly that: it has not helped. Naming the cause again only agrees with it. */
export function saysStillSo(turn: Turn, state: DiagnosisState): boolean {
  return namesCause(turn, state) && STILL.test(turn.text) && !REPORTED.test(turn.text);
}

const DONE =
  /^[^。、]{1,12}(?:も|は)(?:もう|全部|ぜんぶ|ちゃんと)?(?:見|確認し|探し|調べ|試し|やっ|やり)(?:た|まし|てみ|終わ)[ぁ-ん]{0,6}[。!！]*$/u;

/** 「迷惑メールも見ました」: what was advised is done, and there is more to say than that. */
export function hasDoneSo(turn: Turn): boolean {
  return !turn.action && DONE.test(turn.text);
}

/** States, in words, the very cause whose remedy was given. */
export function namesCause(turn: Turn, state: DiagnosisState): boolean {
  const { intent, decision } = turn.understanding;
  const cause = turn.knowledge.cause(turn.memory.service, state.cause ?? '');
  return (
    decision === 'answer' &&
    !turn.action &&
    !onlyTellsDevice(turn) &&
    (cause?.intents.some((own) => own === intent) ?? false)
  );
}

/** 「やっぱり違う、アプリでした」: an earlier answer is put right. Returns true when one was. */
export function correct(turn: Turn, state: DiagnosisState, ledger: Ledger): boolean {
  const found = corrected(turn, ledger, state);
  if (!found) return false;
  answered(ledger, found.question, found.answer);
  turn.say(SAYINGS.corrected);
  return true;
}

function corrected(
  turn: Turn,
  ledger: Ledger,
  state: DiagnosisState,
): { question: string; answer: string } | undefined {
  if (turn.action || !CORRECTION.test(turn.text)) return undefined;
  const open = state.phase === 'question' ? state.question : undefined;
  for (const { question: id, answer } of ledger.asked.toReversed()) {
    const question = id === open ? undefined : turn.knowledge.question(turn.memory.service, id);
    const other = question && answerByWords(question, turn.text);
    if (question && other && other.id !== answer) return { question: question.id, answer: other.id };
  }
  return undefined;
}
