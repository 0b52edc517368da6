import type { Understander, Understanding } from '../language/types.ts';
import { isSmallTalk } from './intents.ts';

/** Politeness at either end of a message. */
const COURTESY =
  /^(?:こんにちは|こんばんは|おはようございます|はじめまして|初めまして|お世話になって(?:い|おり)ます|お世話になります|いつもありがとうございます|(?:どうも)?ありがとう(?:ございます)?|すみません|お忙しいところ(?:すみません|恐れ入ります)?)[。、!！\s]+|[。、!！\s]*(?:どうぞ|どうか)?(?:よろしく|宜しく)(?:お願い(?:し|いたし|致し)ます|です)?[。!！\s]*$|[。、!！\s]+(?:ありがとう(?:ございます)?|すみません)[。!！\s]*$/gu;
/** Shorter, and nothing is left that could be a matter. */
const SHORTEST_MATTER = 5;

/** Understands the message; when it seems mere politeness, what is left without the politeness says more. */
export function understandPolitely(understander: Understander, words: string): Understanding {
  const whole = understander.understand(words);
  if (!isSmallTalk(whole.intent)) return whole;
  const bare = words.replace(COURTESY, '').trim();
  if (bare === words || [...bare].length < SHORTEST_MATTER) return whole;
  const matter = understander.understand(bare);
  const isMatter = matter.decision !== 'abstain' && (!isSmallTalk(matter.intent) || matter.intent === 'yes');
  return isMatter ? matter : whole;
}
