import { isOpen } from '../desk/hours.ts';
import { weigh } from './differential.ts';
import { rememberDanger } from './first-words.ts';
import { ledgerOf } from './ledger.ts';
import { giveResumeCode } from './resume.ts';
import { storyOf, summaryFor } from './story.ts';
import { clear } from './threads.ts';
import type { Turn } from './turn.ts';

/** Hands the conversation over: the case goes with the turn's commit, the person is told what was passed on. */
export function handOff(turn: Turn): void {
  const { memory, knowledge } = turn;
  const ledger = ledgerOf(memory);
  const likeliest =
    memory.service && ledger.stated.length + ledger.asked.length > 0
      ? weigh(knowledge, memory.service, ledger)[0]
      : undefined;
  rememberDanger(turn);
  turn.request({
    kind: 'open_case',
    service: memory.service,
    intent: memory.intent,
    cause: likeliest?.cause.id ?? null,
    story: storyOf(turn),
  });
  clear(turn);
  const hours = knowledge
    .desks(memory.service)
    .flatMap((desk) => (desk.hours ? [`${desk.name}の受付時間は、${desk.hours}です。`] : []));
  turn.say(
    [
      '担当者におつなぎします。順番にお答えしますので、このままお待ちください。',
      ...hours,
      '次のことを担当者に伝えました。もう一度お話しいただく必要はありません。',
      summaryFor(turn),
      'お待ちの間に思い出されたことがあれば、そのままお書きください。担当者に届きます。',
    ].join('\n'),
  );
  // Nobody answers for hours: the person may well come back with another device.
  if (!isOpen(knowledge.chatHours(memory.service), Date.now())) giveResumeCode(turn);
  turn.offer([{ label: '待つのをやめる', action: { kind: 'leave_queue' } }]);
}
