import { createHash, randomInt } from 'node:crypto';
import type { Memory } from './memory.ts';
import { SAYINGS } from './sayings.ts';
import type { Turn } from './turn.ts';

/** Letters that are not taken for one another, spoken or written. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;
/** Hours a code is good for. */
export const RESUME_HOURS = 72;
/** Wrong codes a conversation may try. */
const MOST_TRIES = 5;

/** What goes along with a code. */
type Portable = Pick<Memory, 'service' | 'ledgers' | 'told' | 'dangerTold' | 'intent' | 'paused' | 'circumstances'>;

const CODE = new RegExp(`(?<![A-Za-z])([${LETTERS}]{4})[-‐ー−ｰ \\u3000]?([${LETTERS}]{4})(?![A-Za-z])`, 'u');
const WISH =
  /(?:再開|引き?継ぎ|続き)(?:用|の|する)*(?:コード|番号)|(?:別|べつ|他|ほか)の?(?:スマホ|スマートフォン|携帯|端末|パソコン|機器|ところ|場所|画面).{0,8}(?:続|再開|引き継)|続きを?.{0,6}(?:別|他|ほか|LINE|ライン|パソコン)/u;

/** 「続きを別のスマホで」「再開コードをください」 */
export function wantsResumeCode(text: string): boolean {
  return text.length <= 40 && WISH.test(text.normalize('NFKC'));
}

/** A code in the message, in its plain form; undefined when there is none. */
export function resumeCodeIn(text: string): string | undefined {
  const folded = text.normalize('NFKC').trim();
  if (folded.length > 40) return undefined;
  const found = CODE.exec(folded.toUpperCase());
  // Eight letters may be a word: without the dash they must stand alone or be called a code.
  if (!found || !(found[0].length > LENGTH || folded.length <= LENGTH + 2 || folded.includes('コード')))
    return undefined;
  return `${found[1]}${found[2]}`;
}

/** Only this is stored: who reads the store cannot use the code. */
export function hashResumeCode(code: string): string {
  return createHash('sha256').update(`tobira resume ${code}`).digest('hex');
}

/** Gives a code for what is remembered now. It is kept with the turn's commit. */
export function giveResumeCode(turn: Turn): void {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  turn.request({
    kind: 'keep_resume_code',
    codeHash: hashResumeCode(letters),
    memory: JSON.stringify(portable(turn.memory)),
  });
  turn.say(
    `再開コードは「${letters.slice(0, 4)}-${letters.slice(4)}」です。\nほかの機器やLINEで、このコードをそのままお書きいただくと、ここまでの続きから始められます。\n${RESUME_HOURS}時間のあいだに、一度だけ使えます。お名前や番号などは含まれていません。`,
  );
}

/** Takes over what was kept under a code. `kept` is undefined for a wrong or outdated one. */
export function takeUp(turn: Turn, kept: string | undefined, code: string): boolean {
  const { memory } = turn;
  if (kept === undefined) {
    memory.resumeTries += 1;
    turn.say(memory.resumeTries >= MOST_TRIES ? SAYINGS.codesExhausted : SAYINGS.codeUnknown);
    return false;
  }
  Object.assign(memory, JSON.parse(kept) as Portable);
  turn.request({ kind: 'use_resume_code', codeHash: hashResumeCode(code) });
  return true;
}

/** Whether another code may be tried in this conversation. */
export function mayTryCode(memory: Memory): boolean {
  return memory.resumeTries < MOST_TRIES;
}

function portable({ service, ledgers, told, dangerTold, intent, paused, circumstances }: Memory): Portable {
  return { service, ledgers, told, dangerTold, intent, paused, circumstances };
}
