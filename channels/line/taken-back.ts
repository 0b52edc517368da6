import type { Activity } from 'botbuilder';
import type { Database, Queryable } from '../../store/database.ts';
import { type ActivityRow, activityAt } from '../../store/queries/activities.ts';
import { dropAttachmentsOf } from '../../store/queries/attachments.ts';
import { findConversation, saveState } from '../../store/queries/conversations.ts';
import { dropExplanation } from '../../store/queries/explanations.ts';
import { findMessage } from '../../store/queries/line.ts';
import { finishEventOf, laterWith, rewriteActivity, setStory, storiesOf } from '../../store/queries/taken-back.ts';

/** What stands where a person took a message back. */
export const TAKEN_BACK = '［送信が取り消されました］';

/** Shorter words also stand in our own sentences; taking them out would tear those. */
const LEAST_QUOTED = 6;
const QUOTED = 60;

/**
 * Hides a message that the person took back, from staff too: in the transcript, in the case's story, where the bot repeated it, what was
 * made of it, and the picture that came with it.
 * @returns the conversation, undefined when the message was never kept
 */
export function takeBack(database: Database, messageId: string): Promise<string | undefined> {
  return database.transaction(async (tx) => {
    const place = await findMessage(tx, messageId);
    const row = place && (await activityAt(tx, place.conversation_id, Number(place.sequence)));
    if (!row || row.text === TAKEN_BACK) return row?.conversation_id;
    const { conversation_id: id, sequence } = row;
    await hide(tx, row, TAKEN_BACK);
    await dropAttachmentsOf(tx, id, Number(sequence));
    await dropExplanation(tx, id, Number(sequence));
    await finishEventOf(tx, id, Number(sequence));
    await forgetQuotes(tx, row);
    return id;
  });
}

async function hide(tx: Queryable, row: ActivityRow, text: string): Promise<void> {
  const { attachments: _attachments, ...payload } = JSON.parse(row.payload) as Partial<Activity>;
  await rewriteActivity(tx, { ...row, text, payload: JSON.stringify({ ...payload, text }) });
}

async function forgetQuotes(tx: Queryable, { conversation_id: id, sequence, text }: ActivityRow): Promise<void> {
  const words = text.trim();
  if (words === '') return;
  const conversation = await findConversation(tx, id);
  if (conversation) await saveState(tx, id, withoutWords(conversation.state, words));
  for (const { id: caseId, story } of await storiesOf(tx, id)) await setStory(tx, caseId, withoutWords(story, words));
  const quoted = quoteOf(words);
  if (quoted.length < LEAST_QUOTED) return;
  for (const said of await laterWith(tx, id, Number(sequence), quoted)) {
    await hide(tx, said, said.text.replaceAll(quoted, TAKEN_BACK));
  }
}

/** As much as the bot's own summaries repeat, in the form in which they do. */
function quoteOf(words: string): string {
  return Array.from(words.replace(/\s+/gu, ' ')).slice(0, QUOTED).join('');
}

/** JSON in which the person is quoted with `words` no more: alone, among pieces that were read together, or of a danger. */
function withoutWords(json: string, words: string): string {
  return JSON.stringify(JSON.parse(json), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key !== 'firstWords' && key !== 'danger') return value;
    if (words.length >= LEAST_QUOTED) return value.replaceAll(words, TAKEN_BACK);
    if (value.trim() === words) return TAKEN_BACK;
    return key === 'danger' && value.startsWith(`${words}(`) ? TAKEN_BACK + value.slice(words.length) : value;
  });
}
