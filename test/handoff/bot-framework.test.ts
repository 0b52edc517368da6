import type { Activity } from 'botbuilder';
import { findActiveCase } from '../../store/queries/cases.ts';
import { BOT } from '../teams/cloud.ts';
import { eventually, Person, TeamsHouse } from '../teams/teams-house.ts';

let house: TeamsHouse;
beforeAll(async () => {
  house = await TeamsHouse.open({
    HANDOFF: 'protocol',
    DIRECT_LINE_SECRET: 'a secret that only the hub knows',
    TEAMS_STAFF_CHANNEL: '',
  });
});
afterAll(() => house.close());

const HUB = { id: 'hub:1', name: 'Contact centre' };

/** A person on a channel of Azure Bot Service that a hub owns; in the store it is `botframework:omnichannel:…`. */
async function handedOver(channelId = 'omnichannel') {
  const person = new Person(house);
  const bring = (changes: Record<string, unknown>) => person.bring({ channelId, ...changes });
  await bring({ text: 'プロミスにログインできません。暗証番号は 7391 です' });
  await person.hears(1);
  await bring({ text: 'プロミスの担当者と話したいです' });
  const conversationId =
    channelId === 'msteams'
      ? `msteams:${person.conversation.id}`
      : `botframework:${channelId}:${person.conversation.id}`;
  const look = () => shown(person).find(({ name }) => name === 'handoff.initiate');
  const event = await eventually(look, (found) => found !== undefined);
  const tell = (state: string, changes: Record<string, unknown> = {}) =>
    bring({ type: 'event', name: 'handoff.status', from: HUB, value: { state }, ...changes });
  return { person, bring, conversationId, event, tell };
}

/** What goes with the handoff. */
function transcriptOf(event: Activity | undefined): Activity[] {
  return (event?.attachments?.[0]?.content as { activities: Activity[] } | undefined)?.activities ?? [];
}

function shown(person: Person): Activity[] {
  return house.cloud.in(person.conversation.id).map(({ activity }) => activity);
}

async function hubOf(conversationId: string): Promise<string | null | undefined> {
  await house.tobira.turns.run(conversationId);
  return (await findActiveCase(house.tobira.database, conversationId))?.hub;
}

describe('a person on a channel of Bot Framework, with another hub', () => {
  it.each(['omnichannel', 'msteams'])('is handed over on %s itself, with transcript and context', async (channelId) => {
    const { person, conversationId, event } = await handedOver(channelId);
    const row = await findActiveCase(house.tobira.database, conversationId);
    expect(event).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      from: { id: BOT.id },
      relatesTo: {
        channelId,
        serviceUrl: house.cloud.serviceUrl,
        conversation: { id: person.conversation.id },
        user: { id: person.account.id },
        bot: { id: BOT.id },
      },
      value: { caseId: row?.id, service: 'promise', story: expect.objectContaining({ suspected: expect.any(Array) }) },
      attachments: [{ contentType: 'application/json', name: 'Transcript' }],
    });
    const activities = transcriptOf(event);
    const texts = activities.map(({ text }) => text ?? '');
    expect(texts[0]).toContain('プロミスにログインできません');
    expect(texts.at(-1)).toContain('担当者におつなぎします');
    expect(JSON.stringify(event)).not.toContain('7391');
    expect(house.cloud.complaints).toEqual([]);
  });

  it('is with the hub while it has accepted, and the bot is back when it is done', async () => {
    const { person, bring, conversationId, tell } = await handedOver();
    expect((await tell('accepted')).status).toBe(200);
    expect(await hubOf(conversationId)).toBe('accepted');
    await person.hears(0);
    await bring({ text: 'ログインできません' });
    expect(await person.hears(0)).toEqual([]);
    await tell('completed');
    expect(await hubOf(conversationId)).toBeUndefined();
    const [said] = await person.hears(1);
    expect(said?.text).toContain('担当者の対応が終わりました');
    await bring({ text: 'セゾンのパスワードを忘れました' });
    expect((await person.hears(1)).length).toBeGreaterThan(0);
  });

  it('is told kindly when the hub cannot take them, with the ways on', async () => {
    const { person, conversationId, tell } = await handedOver('msteams');
    await person.hears(1);
    await tell('failed', { value: { state: 'failed', message: 'nobody is there' } });
    expect(await hubOf(conversationId)).toBeUndefined();
    const heard = JSON.stringify(await person.hears(1));
    expect(heard).toContain('おつなぎできませんでした');
    expect(heard).toContain('担当者に相談する');
    expect(heard).not.toContain('nobody is there');
  });

  it('keeps the way back to the member, though the hub has written from elsewhere', async () => {
    const { person, bring, tell } = await handedOver();
    await tell('accepted');
    await bring({ type: 'typing', from: HUB });
    await tell('completed');
    await person.hears(1);
    await bring({ text: 'セゾンのパスワードを忘れました' });
    await person.hears(1);
    const last = shown(person).at(-1);
    expect(last?.recipient?.id).toBe(person.account.id);
  });

  it('the same status, brought again, counts once, and never for the next handoff', async () => {
    const { person, bring, conversationId, tell } = await handedOver();
    await tell('accepted');
    await tell('completed', { id: 'the-end' });
    expect(await hubOf(conversationId)).toBeUndefined();
    await bring({ text: '担当者と話したいです' });
    await eventually(
      () => hubOf(conversationId),
      (hub) => hub === 'requested',
    );
    await tell('completed', { id: 'the-end' });
    expect(await hubOf(conversationId)).toBe('requested');
    await person.hears(0);
  });

  it('a transcript that is more than the channel takes loses its oldest lines, and says how many', async () => {
    const { person, bring, tell } = await handedOver('msteams');
    const filler = 'とても長い説明です。'.repeat(700);
    for (let count = 0; count < 8; count++) await bring({ text: `${count} ${filler}` });
    await tell('failed');
    await bring({ text: 'プロミスの担当者と話したいです' });
    const event = await eventually(
      () => shown(person).filter(({ name }) => name === 'handoff.initiate')[1],
      (found) => found !== undefined,
    );
    const activities = transcriptOf(event);
    expect(event?.value.transcriptLeftOut).toBeGreaterThan(0);
    expect(activities.at(-1)?.text).toContain('担当者におつなぎします');
    expect(house.cloud.complaints).toEqual([]);
  });
});

describe('who is not the hub', () => {
  it.each([
    ['the member themselves', 'omnichannel', (person: Person) => ({ from: person.account })],
    ['somebody whom the channel calls a user', 'omnichannel', () => ({ from: { ...HUB, role: 'user' } })],
    ['a page on Azure’s own Direct Line, whoever it says it is', 'directline', () => ({ from: HUB })],
    ['a page on Azure’s own Web Chat, whoever it says it is', 'webchat', () => ({ from: HUB })],
  ])('%s changes nothing', async (_who, channelId, changes) => {
    const { person, conversationId, tell } = await handedOver(channelId);
    expect((await tell('completed', changes(person))).status).toBe(200);
    expect(await hubOf(conversationId)).toBe('requested');
  });

  it('nobody without a token of the channel service is heard at all', async () => {
    const { person, conversationId } = await handedOver();
    const forged = {
      type: 'event',
      name: 'handoff.status',
      channelId: 'omnichannel',
      from: HUB,
      value: { state: 'completed' },
    };
    const stolen = await house.cloud.token({ key: 'unpublished' });
    expect((await person.bring(forged, stolen)).status).toBe(401);
    const elsewhere = await house.cloud.token({ serviceUrl: 'https://elsewhere.example/' });
    expect((await person.bring(forged, elsewhere)).status).toBe(401);
    expect(await hubOf(conversationId)).toBe('requested');
  });
});
