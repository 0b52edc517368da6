import { type Activity, ActivityTypes } from 'botbuilder';
import type { Logger } from 'pino';
import { type Conversation, type ConversationState, newConversationState } from '../dialogs/conversation.ts';
import { byRule } from '../dialogs/explanation.ts';
import { readPage } from '../dialogs/page.ts';
import { toActivities } from '../dialogs/render.ts';
import { hashResumeCode, mayTryCode, resumeCodeIn } from '../dialogs/resume.ts';
import { SAYINGS } from '../dialogs/sayings.ts';
import type { Turn, TurnRequest } from '../dialogs/turn.ts';
import { INSTEAD_OF_WORDS, wordlessThing } from '../dialogs/wordless.ts';
import { asError } from '../errors.ts';
import type { Queryable } from '../store/database.ts';
import { activityAt } from '../store/queries/activities.ts';
import { findActiveCase } from '../store/queries/cases.ts';
import type { ConversationRow } from '../store/queries/conversations.ts';
import { unratedCase } from '../store/queries/outcomes.ts';
import { findResumeCode } from '../store/queries/resume-codes.ts';
import { CollectingAdapter } from './collecting-adapter.ts';
import { afterHub, hubStatusIn } from './hub-status.ts';
import { isLent, readyToWalk, WALK, whileLent } from './lending.ts';
import { notesOn, type TurnNotes } from './outcome-notes.ts';
import { ratingIn, THANKS_FOR_RATING } from './rating.ts';
import { secretsFound } from './secrets.ts';
import { whileServed, whileWaiting } from './waiting.ts';

export interface TurnOutcome {
  /** The new state as JSON; undefined leaves it as it was. */
  state?: string;
  replies: Partial<Activity>[];
  requests: TurnRequest[];
  /** What people may learn from. */
  notes?: TurnNotes;
  /** The person took one of the choices on offer. */
  picked?: boolean;
}

const SILENCE: TurnOutcome = { replies: [], requests: [] };
/** A case is judged on the day it was closed. */
const RATED_WITHIN = 24 * 60 * 60_000;
/** A step of the rating is no longer than this. */
const LONGEST_STEP = 25;

/** Decides who answers. While a human owns the conversation the bot is silent; otherwise the dialogs speak. */
export class TobiraBot {
  readonly #conversation: Conversation;
  readonly #database: Queryable;
  readonly #log: Logger;

  constructor(parts: { conversation: Conversation; database: Queryable; log: Logger }) {
    this.#conversation = parts.conversation;
    this.#database = parts.database;
    this.#log = parts.log;
  }

  /** Works out the answer to a stored activity. Never throws: an error becomes one plain sentence. */
  async answer(row: ConversationRow, activity: Partial<Activity>): Promise<TurnOutcome> {
    const status = hubStatusIn(activity);
    if (status) return row.owner === 'human' ? afterHub(readState(row.state), status) : SILENCE;
    if (row.owner === 'human') return this.#whileHumanOwns(row, activity);
    const rated = await this.#rated(row, activity);
    if (rated) return rated;
    const outcome = await this.#answer(row, activity);
    return isLent(row) ? whileLent(outcome) : outcome;
  }

  /** Begins to walk a procedure, as if the member had picked it from a choice. */
  walk(row: ConversationRow, walk: { service: string | null; procedure: string }): Promise<TurnOutcome> {
    const state = readyToWalk(readState(row.state), walk);
    return this.#answer({ ...row, state: JSON.stringify(state) }, { type: ActivityTypes.Message, text: WALK });
  }

  /** The bot is silent while somebody answers; whoever still waits for that is not left alone. */
  async #whileHumanOwns(row: ConversationRow, activity: Partial<Activity>): Promise<TurnOutcome> {
    if (activity.type !== ActivityTypes.Message) return SILENCE;
    const active = await findActiveCase(this.#database, row.id);
    if (active?.status !== 'waiting') return whileServed(activity);
    const before = await this.#said(row, activity);
    return whileWaiting(this.#conversation, readState(row.state), activity, before, secretsFound(activity));
  }

  /** The member judges a case that staff have just closed; anything else is for the dialogs. */
  async #rated(row: ConversationRow, activity: Partial<Activity>): Promise<TurnOutcome | undefined> {
    if (activity.type !== ActivityTypes.Message || row.case_id !== null) return undefined;
    const rating = ratingIn(activity.text ?? '', await this.#before(row, activity));
    if (rating === undefined) return undefined;
    const caseId = await unratedCase(this.#database, row.id, Date.now() - RATED_WITHIN);
    if (caseId === undefined) return undefined;
    const replies = [{ type: ActivityTypes.Message, text: THANKS_FOR_RATING }];
    const notes = { explanation: byRule('rating', 'nothing') };
    return { replies, requests: [{ kind: 'rate', caseId, score: rating }], notes };
  }

  /** What was said just before the activity. */
  async #before(row: ConversationRow, activity: Partial<Activity>): Promise<Partial<Activity> | undefined> {
    // Only a message as short as a step of the question is worth a look.
    if ((activity.text ?? '').length > LONGEST_STEP) return undefined;
    return this.#said(row, activity);
  }

  /** The message before this one, whoever said it. */
  async #said(row: ConversationRow, activity: Partial<Activity>): Promise<Partial<Activity> | undefined> {
    const sequence = Number(activity.id?.split('|').at(-1));
    const before = await activityAt(this.#database, row.id, sequence - 1);
    return before && (JSON.parse(before.payload) as Partial<Activity>);
  }

  async #answer(row: ConversationRow, activity: Partial<Activity>): Promise<TurnOutcome> {
    const isStart = activity.type === ActivityTypes.ConversationUpdate;
    if (!isStart && activity.type !== ActivityTypes.Message) return SILENCE;
    const adapter = new CollectingAdapter();
    try {
      const state = readState(row.state);
      if (row.case_id === null) forgetQueue(state);
      const before = { ...state.memory };
      let turn: Turn | undefined;
      await adapter.run(withoutLabel(activity), async (context) => {
        const page = readPage(row.client);
        const at = Date.parse(String(context.activity.timestamp)) || Date.now();
        turn = isStart
          ? this.#conversation.start(state, at, page)
          : this.#conversation.answer(state, {
              text: context.activity.text ?? '',
              at,
              secrets: secretsFound(activity),
              page,
              ...(await this.#resume(activity.text ?? '', state)),
            });
        const activities = toActivities(turn);
        if (activities.length > 0) await context.sendActivities(activities);
      });
      const replies = insteadOfWords(activity, adapter.collected);
      const requests = withMatter(turn?.requests ?? [], before, state.memory);
      const notes = turn && !isStart ? notesOn(turn, before) : {};
      return { state: JSON.stringify(state), replies, requests, notes, picked: turn?.action !== undefined };
    } catch (error) {
      this.#log.error({ err: asError(error), conversationId: row.id }, 'a dialog failed');
      return {
        state: withoutDialogs(row.state),
        replies: [{ type: ActivityTypes.Message, text: SAYINGS.failed }],
        requests: [],
      };
    }
  }

  /** What was kept under a resume code that stands in the message. */
  async #resume(text: string, state: ConversationState) {
    const code = mayTryCode(state.memory) ? resumeCodeIn(text) : undefined;
    if (code === undefined) return {};
    return { resume: { code, kept: await findResumeCode(this.#database, hashResumeCode(code), Date.now()) } };
  }
}

/** Of a picture or a sticker staff read what it is; no person wrote that, and the dialogs may not take it for words. */
function withoutLabel(activity: Partial<Activity>): Partial<Activity> {
  return wordlessThing(activity) ? { ...activity, text: '' } : activity;
}

/** What the dialogs say to an empty message gives way to what fits the thing that came. */
function insteadOfWords(activity: Partial<Activity>, replies: Partial<Activity>[]): Partial<Activity>[] {
  const thing = wordlessThing(activity);
  if (!thing) return replies;
  return replies.map((reply) => (reply.text === SAYINGS.empty ? { ...reply, text: INSTEAD_OF_WORDS[thing] } : reply));
}

type Matter = Pick<ConversationState['memory'], 'intent' | 'distressed'>;

/** What a case is about: distress before all else, and the matter in hand rather than the mere wish for a human. */
function withMatter(requests: TurnRequest[], before: Matter, after: Matter): TurnRequest[] {
  const matterOf = (intent: string | null) => {
    if (before.distressed || after.distressed) return 'distress';
    return intent === 'talk_to_human' ? (before.intent ?? intent) : intent;
  };
  return requests.map((request) =>
    request.kind === 'open_case' ? { ...request, intent: matterOf(request.intent) } : request,
  );
}

function readState(json: string): ConversationState {
  const kept = JSON.parse(json) as Partial<ConversationState>;
  const fresh = newConversationState();
  return { ...fresh, ...kept, memory: { ...fresh.memory, ...kept.memory } };
}

/** The case has ended elsewhere: there is no queue any more that one could leave by a word. */
function forgetQueue({ memory }: ConversationState): void {
  memory.offered = memory.offered.filter(({ action }) => action.kind !== 'leave_queue');
}

/** After an error the open dialogs are given up, what was found out is kept: the conversation stays usable. */
function withoutDialogs(json: string): string {
  try {
    const { memory } = readState(json);
    return JSON.stringify({ memory: { ...memory, threads: [] } });
  } catch {
    return JSON.stringify(newConversationState());
  }
}
