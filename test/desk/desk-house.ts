import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { append } from '../../bots/conversation-log.ts';
import { Courier } from '../../bots/courier.ts';
import { Live } from '../../bots/live.ts';
import type { TurnDesk } from '../../bots/turn-runner.ts';
import { ConversationVoice } from '../../bots/voice.ts';
import { Desk } from '../../desk/cases.ts';
import { DeskRounds } from '../../desk/rounds.ts';
import type { Colleague } from '../../desk/sessions.ts';
import type { DeskRequest, Story } from '../../desk/story.ts';
import type { ChatHours } from '../../knowledge/schema.ts';
import type { Database } from '../../store/database.ts';
import { findActiveCase, memberSpoke } from '../../store/queries/cases.ts';
import { findConversation, insertConversation } from '../../store/queries/conversations.ts';
import { insertStaff, type StaffRole } from '../../store/queries/staff.ts';
import { openSqlite } from '../../store/sqlite.ts';

export const CLOSED_TEXT = '担当者の対応が終わりました。';

export const STORY: Story = {
  firstWords: 'ログインできない',
  asked: [{ question: 'エラーは出ますか', answer: 'はい' }],
  ruledOut: [{ cause: 'locked', name: 'ロック', reason: 'denied' }],
  tried: [{ id: 'retype', name: '打ち直す', result: 'not_solved' }],
  suspected: [{ cause: 'typo', name: '打ち間違い', probability: 0.7 }],
  device: 'iPhone',
  failedTries: 2,
};

/** A desk on a real store, with the conversation log, delivery and live events it has in the running server. */
export interface DeskHouse {
  folder: string;
  database: Database;
  live: Live;
  desk: Desk;
  rounds: DeskRounds;
  /** What the rounds take for now. */
  now(): number;
  /** When the desk is open; undefined: always. */
  hours: ChatHours | undefined;
  /** Ids that were told to open pages, in order. */
  told: { cases: string[]; conversations: string[] };
  hire(name: string, role?: StaffRole): Promise<Colleague>;
  /** A conversation in which the member has said one thing. */
  converse(): Promise<string>;
  memberSays(conversationId: string, text: string): Promise<void>;
  /** A conversation with a waiting case; returns both ids. */
  openCase(service?: string | null): Promise<{ caseId: string; conversationId: string }>;
  /** Lets the desk do what a turn asks for. */
  request(conversationId: string, request: DeskRequest): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function openDeskHouse(): Promise<DeskHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'tobira-desk-'));
  const database = await openSqlite(join(folder, 'tobira.db'));
  const live = new Live();
  const log = pino({ level: 'silent' });
  const courier = new Courier({ database, log });
  const voice = new ConversationVoice({ courier, live });
  const hoursOf = () => house.hours;
  const rounds = new DeskRounds({
    database,
    live,
    voice,
    log,
    hoursOf,
    awayAfter: 15,
    lateAfter: 10,
    now: () => house.now(),
  });
  const causesOf = (service: string | null) => (service === 'saison' ? [{ id: 'typo', name: '打ち間違い' }] : []);
  const desk = new Desk({ database, live, voice, causesOf, hoursOf, closedText: CLOSED_TEXT });
  const told = { cases: [] as string[], conversations: [] as string[] };
  live.on('case', (id) => told.cases.push(id));
  live.on('activity', (id) => told.conversations.push(id));

  const house: DeskHouse = {
    folder,
    database,
    live,
    desk,
    rounds,
    now: () => Date.now(),
    hours: undefined,
    told,
    async hire(name, role = 'agent') {
      const id = randomUUID();
      const account = { id, email: `${id}@example.jp`, name, role, password_hash: 'none', created_at: Date.now() };
      await insertStaff(database, account);
      return { id, name, role };
    },
    async converse() {
      const id = randomUUID();
      const made = { id, channel: 'directline', userId: 'dl_1', reference: '{}', client: '{}', at: Date.now() };
      await insertConversation(database, made);
      await house.memberSays(id, 'ログインできない');
      return id;
    },
    async memberSays(conversationId, text) {
      const said = { speaker: 'member' as const, from: { id: 'dl_1' }, activity: { type: 'message', text } };
      const conversation = { id: conversationId, channel: 'directline', pushes: false };
      await database.transaction(async (tx) => {
        await append(tx, conversation, [said], Date.now());
        const row = await findActiveCase(tx, conversationId);
        if (row) await memberSpoke(tx, row.id, Date.now());
      });
      live.emit('activity', conversationId);
    },
    async openCase(service = 'saison') {
      const conversationId = await house.converse();
      const caseId = await house.request(conversationId, openingOf(service));
      if (!caseId) throw new Error('no case was opened');
      return { caseId, conversationId };
    },
    request(conversationId, request) {
      const turnDesk: TurnDesk = desk;
      return database.transaction(async (tx) => {
        const conversation = await findConversation(tx, conversationId);
        if (!conversation) throw new Error('no conversation');
        return turnDesk.perform(tx, conversation, request, Date.now());
      });
    },
    async close() {
      courier.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return house;
}

export function openingOf(service: string | null): DeskRequest {
  return { kind: 'open_case', service, intent: 'login_failed', cause: service && 'typo', story: STORY };
}
