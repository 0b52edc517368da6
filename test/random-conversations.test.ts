import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import { Conversation, type ConversationState, newConversationState } from '../dialogs/conversation.ts';
import type { Page } from '../dialogs/page.ts';
import { toActivities } from '../dialogs/render.ts';
import { INTENT_LABELS } from '../knowledge/intent-labels.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { testAnalyser } from '../language/testing.ts';
import { INTENTS, type Intent, SERVICE_IDS, type ServiceId, type Understanding } from '../language/types.ts';
import type { Look } from '../language/understander.ts';
import { catalogueOf } from '../reading/catalogue.ts';
import type { Context } from '../reading/context.ts';
import type { Reader } from '../reading/reader.ts';
import type { Reading } from '../reading/reading.ts';
import { randomFrom } from './diagnosis/people.ts';

/** Ten thousand people who say anything at all: random meanings, answers, changes of topic, nonsense. */
const CONVERSATIONS = 10_000;
const LONGEST = 9;
const ODD_WORDS = [
  'わからない',
  'もう一度言ってください',
  'なぜ?',
  'ここまでのまとめ',
  '戻る',
  '続きから',
  'やめる',
  '再開コードをください',
  'KQMX-XPDT',
  'ｔａｒｏ１２３４５',
  'もう死にたい',
  '別の端末です',
  '結構です',
  '',
  '😀',
  'あ'.repeat(3000),
  'やっぱり違う、アプリでした',
  'アメックスじゃなくてセゾンでした',
  '9',
  'セゾンもアメックスも入れない',
  'プロミスから',
  '家族カードです',
  'スマホは持っていません',
  'どのくらいかかる?',
  '家族カードでも?',
  '番号は?',
  'それはスマホでもできる?',
  '半角って何?',
  '意味がわからない',
  'だから何が原因なの',
  'iPhone8',
  '仕事がなくなりました',
  '回線は大丈夫なんですけど',
  '電話したくない',
  'どうしよう',
  'ありがとうございます',
];

const PAGES: readonly (Page | null)[] = [
  null,
  { browser: { name: 'chrome', major: 60 }, device: 'phone', connection: 'unsteady' },
  { browser: { name: 'safari', major: 17 }, device: 'phone', cookies: false, connection: 'slow' },
];

const analyser = await testAnalyser();
const knowledge = loadKnowledge(join(import.meta.dirname, '..', 'knowledge'));
const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

type Random = () => number;

function pick<Entry>(random: Random, from: readonly Entry[]): Entry {
  return from[Math.floor(random() * from.length)] as Entry;
}

const NAMES = { セゾン: 'saison', アメックス: 'amex', プロミス: 'promise' } as const;

function namedServices(text: string): Understanding['entities'] {
  return Object.entries(NAMES)
    .filter(([name]) => text.includes(name))
    .map(([name, value]) => {
      const start = text.indexOf(name);
      return { type: 'service' as const, text: name, start, end: start + name.length, value };
    })
    .sort((a, b) => a.start - b.start);
}

function randomMeaning(random: Random, text: string): Understanding {
  const intent = pick(random, INTENTS);
  const score = random();
  return {
    text,
    intent,
    score,
    decision: pick(random, ['answer', 'answer', 'confirm', 'abstain'] as const),
    service: random() < 0.3 ? pick(random, SERVICE_IDS) : null,
    alternatives: [pick(random, INTENTS), pick(random, INTENTS)]
      .filter((other) => other !== intent)
      .map((other) => ({ intent: other, score: (1 - score) / 2 })),
    entities: [
      ...(random() < 0.2
        ? [{ type: 'failure_count' as const, text, start: 0, end: text.length, value: random() < 0.5 ? 'many' : 4 }]
        : []),
      ...namedServices(text),
    ],
    denied: random() < 0.15 ? [pick<Intent>(random, INTENTS)] : [],
    noNeed: random(),
    predicates: [],
  };
}

function randomWords(random: Random, offered: readonly { label: string }[]): string {
  if (offered.length > 0 && random() < 0.55) return pick(random, offered).label;
  return random() < 0.5 ? pick(random, ODD_WORDS) : `何か${Math.floor(random() * 1000)}のこと`;
}

function askedSoFar(state: ConversationState): Set<string> {
  const asked = new Set<string>();
  for (const service of SERVICE_IDS) {
    for (const { question } of state.memory.ledgers[service]?.asked ?? []) {
      asked.add(`${service}: ${knowledge.question(service, question)?.ask}`);
    }
  }
  return asked;
}

function faultsOf(
  replies: readonly Partial<Activity>[],
  before: Set<string>,
  state: ConversationState,
  handed: boolean,
): string[] {
  const faults: string[] = [];
  if (replies.length === 0) faults.push('nothing was said');
  for (const { text = '', suggestedActions } of replies) {
    if (text.trim() === '') faults.push('an empty message');
    if (text.length > 5000) faults.push('a message of more than 5,000 characters');
    if (before.has(`${state.memory.service}: ${text}`)) faults.push(`asked again though answered: ${text}`);
    const labels = (suggestedActions?.actions ?? []).map((action) => action.title);
    if (labels.length > 13) faults.push(`${labels.length} choices`);
    for (const label of labels) if ([...graphemes.segment(label)].length > 20) faults.push(`a long label: ${label}`);
  }
  const last = replies.at(-1);
  const open =
    (last?.suggestedActions?.actions ?? []).length > 0 ||
    handed ||
    /いつでも|お書きください|コードは「/u.test(last?.text ?? '');
  if (!open) faults.push(`a dead end: ${last?.text}`);
  return faults;
}

/** Anything at all that could be meant at the service, with any probability. */
function randomReadings(random: Random, { service }: Context): Reading[] {
  const keys = keysAt(service);
  const readings = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
    key: pick(random, keys),
    probability: random(),
  }));
  return readings.sort((a, b) => b.probability - a.probability);
}

const catalogues = new Map<ServiceId | null, string[]>();

function keysAt(service: ServiceId | null): string[] {
  let keys = catalogues.get(service);
  if (!keys) {
    keys = [...catalogueOf(knowledge, service, INTENT_LABELS).keys()];
    catalogues.set(service, keys);
  }
  return keys;
}

/** Reads anything into anything. */
function randomReader(random: Random): Reader {
  const look = (text: string): Look => ({
    analysis: analyser.analyse(text),
    understanding: randomMeaning(random, text),
    intents: new Map(),
  });
  return {
    look,
    explain: () => [],
    read: (text, context, looked = look(text)) => {
      const readings = randomReadings(random, context);
      const taken = readings.filter(({ key }, at) => at === 0 || (!key.startsWith('stance:') && random() < 0.5));
      return {
        text,
        look: looked,
        context,
        readings,
        taken,
        stances: readings.filter(({ key }) => key.startsWith('stance:')),
      };
    },
  };
}

function converse(seed: number): string[] {
  const random = randomFrom(seed);
  const conversation = new Conversation({ knowledge, reader: randomReader(random) });
  const state = newConversationState();
  const told: string[] = [];
  for (let turns = 1 + Math.floor(random() * LONGEST); turns > 0; turns -= 1) {
    const text = randomWords(random, state.memory.offered);
    const before = askedSoFar(state);
    const secrets = random() < 0.05 ? (['pin'] as const) : [];
    const turn = conversation.answer(state, { text, at: Date.now(), secrets, page: pick(random, PAGES) });
    const handed = turn.requests.some((request) => request.kind === 'open_case');
    const replies = toActivities(turn);
    told.push(
      `人: ${text.slice(0, 40)} ${turn.heard.taken.map(({ key }) => key).join(' ')}`,
      ...replies.map((reply) => `扉: ${reply.text?.slice(0, 80)}`),
    );
    const faults = faultsOf(replies, before, state, handed);
    if (faults.length > 0) return [`seed ${seed}`, ...faults, ...told];
    if (handed) break;
    // What is kept between turns must survive being written and read.
    Object.assign(state, JSON.parse(JSON.stringify(state)));
  }
  return [];
}

describe('ten thousand random conversations', () => {
  it('never fail, never end in a dead end, never ask again what was answered, never leave the limits', () => {
    const found: string[][] = [];
    for (let seed = 1; seed <= CONVERSATIONS && found.length < 3; seed += 1) {
      const faults = converse(seed);
      if (faults.length > 0) found.push(faults);
    }
    expect(found).toEqual([]);
  }, 120_000);
});
