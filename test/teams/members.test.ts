import type { Activity } from 'botbuilder';
import { BOT } from './cloud.ts';
import { caseIn, keptWords } from './store.ts';
import { buttonsOf, Person, readable, TeamsHouse } from './teams-house.ts';

let house: TeamsHouse;
beforeAll(async () => {
  house = await TeamsHouse.open({ TEAMS_STAFF_CHANNEL: '' });
});
afterAll(() => house.close());

const at = (activities: readonly Activity[]) => activities.at(-1);

describe('a talk in Teams', () => {
  it('begins with one greeting, however often the coming is told', async () => {
    const person = new Person(house);
    expect(await person.comes()).toEqual([expect.objectContaining({ text: expect.stringContaining('Tobira') })]);
    await person.bring({ type: 'installationUpdate', action: 'add' });
    await person.bring({ type: 'conversationUpdate', membersAdded: [person.account] });
    expect(await person.hears(0)).toEqual([]);
  });

  it('answers a message once, however often Teams brings it', async () => {
    const person = new Person(house);
    const activity = person.activity({ text: 'プロミスのパスワードを忘れました' });
    await Promise.all([house.bring(activity), house.bring(activity)]);
    await house.bring(activity);
    const answers = await person.hears(1);
    expect(new Set(answers.map(readable)).size).toBe(answers.length);
    expect(await keptWords(house, `msteams:${person.conversation.id}`)).toHaveLength(1);
    for (const answer of answers) expect(answer.replyToId).toBe(activity.id);
  });

  it('cites in the form of Teams: markers in the text, documents within its limits, and asks what one thinks of it', async () => {
    const person = new Person(house);
    const answers = await person.says('プロミスのパスワードを忘れました');
    const cited = answers.find(({ entities }) => (entities ?? []).length > 0);
    const [entity] = cited?.entities ?? [];
    expect(entity).toMatchObject({
      type: 'https://schema.org/Message',
      '@type': 'Message',
      '@context': 'https://schema.org',
    });
    expect(entity?.citation.length).toBeGreaterThan(0);
    for (const { '@type': type, position, appearance } of entity?.citation ?? []) {
      expect(type).toBe('Claim');
      expect(cited?.text).toContain(`[${position}]`);
      expect(appearance['@type']).toBe('DigitalDocument');
      expect(appearance.name.length).toBeLessThanOrEqual(80);
      expect(appearance.abstract.length).toBeLessThanOrEqual(160);
    }
    expect(cited?.channelData).toMatchObject({ feedbackLoopEnabled: true });
  });

  it('offers its choices as buttons of an Adaptive Card 1.5, with the same in words for clients that show none', async () => {
    const person = new Person(house);
    const offer = at(await person.says('ログインできません'));
    const [attachment] = offer?.attachments ?? [];
    const buttons = buttonsOf(offer);
    expect(attachment?.contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(attachment?.content).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    expect(buttons.length).toBeGreaterThan(1);
    for (const [index, { title, type, fallback }] of buttons.entries()) {
      expect(type).toBe('Action.Execute');
      expect(fallback.type).toBe('Action.Submit');
      expect(attachment?.content.fallbackText).toContain(`${index + 1} ${title.replace(/^\d+\. /, '')}`);
    }
  });

  it('answers a pressed button at once with the card that shows the choice and has no buttons, and goes on', async () => {
    const person = new Person(house);
    const offer = at(await person.says('ログインできません'));
    const { status, body } = await person.presses(offer, 'プロミス');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { type: 'AdaptiveCard', version: '1.5' },
    });
    expect(JSON.stringify(body)).toContain('プロミス');
    expect(buttonsOf(body as Activity)).toEqual([]);
    expect((await person.hears(1)).length).toBeGreaterThan(0);
    expect(await keptWords(house, `msteams:${person.conversation.id}`)).toEqual(['ログインできません', 'プロミス']);
  });

  it('counts a button once, though Teams brings it again under another id', async () => {
    const person = new Person(house);
    const offer = at(await person.says('ログインできません'));
    const first = await person.presses(offer, 'プロミス');
    const second = await person.presses(offer, 'プロミス');
    expect(second).toEqual(first);
    await person.hears(1);
    expect(await keptWords(house, `msteams:${person.conversation.id}`)).toHaveLength(2);
  });

  it('understands a button of an older client, which comes as a message with a value and no text', async () => {
    const person = new Person(house);
    const [button] = buttonsOf(at(await person.says('ログインできません'))).filter(({ title }) =>
      title.includes('アメ'),
    );
    await person.bring({ text: undefined, value: button?.fallback.data });
    expect(readable(at(await person.hears(1)))).not.toBe('');
    expect((await keptWords(house, `msteams:${person.conversation.id}`)).at(-1)).toBe(button?.fallback.data.words);
  });

  it('takes a number for a choice, as the words beside the buttons say', async () => {
    const person = new Person(house);
    const offer = at(await person.says('ログインできません'));
    const third = buttonsOf(offer)[2]?.title.replace(/^\d+\. /, '') ?? '';
    const byNumber = await person.says('3');
    const other = new Person(house);
    await other.says('ログインできません');
    expect(byNumber.map(({ text }) => text)).toEqual((await other.says(third)).map(({ text }) => text));
  });

  it('walks through a procedure, each step with its place and its ways on', async () => {
    const person = new Person(house);
    await person.says('プロミスのパスワードを忘れました');
    const first = at(await person.says('決め直す手順を見る'));
    expect(first?.text).toContain('1/');
    expect(readable(first)).toContain('の手順のうち1番目');
    expect(buttonsOf(first).map(({ title }) => title)).toEqual(
      expect.arrayContaining([expect.stringContaining('次へ'), expect.stringContaining('うまくいかない')]),
    );
    const pressed = await person.presses(first, '次へ');
    expect(JSON.stringify(pressed.body)).toContain('の手順のうち1番目');
    expect(readable(at(await person.hears(1)))).toContain('の手順のうち2番目');
  });

  it('keeps what one thinks of an answer, without secrets', async () => {
    const person = new Person(house);
    const answers = await person.says('プロミスのパスワードを忘れました');
    const index = answers.findIndex(({ channelData }) => channelData?.feedbackLoopEnabled);
    const { id } = house.cloud.in(person.conversation.id)[index] ?? {};
    const feedback = JSON.stringify({ feedbackText: '分かりやすい。暗証番号は4649です' });
    const value = { actionName: 'feedback', actionValue: { reaction: 'like', feedback } };
    const { status } = await person.bring({ type: 'invoke', name: 'message/submitAction', replyToId: id, value });
    const rows = await house.tobira.database.all<{ reaction: string; text: string }>('select * from message_feedback');
    expect(status).toBe(200);
    expect(rows).toEqual([
      expect.objectContaining({ reaction: 'like', text: expect.stringContaining('分かりやすい') }),
    ]);
    expect(rows[0]?.text).not.toContain('4649');
  });

  describe('a dislike', () => {
    /** An answer of the bot, and what is in the learning inbox for the message before it. */
    async function answered(words: string) {
      const person = new Person(house);
      await person.says(words);
      const { id } = house.cloud.in(person.conversation.id)[0] ?? {};
      const conversationId = `msteams:${person.conversation.id}`;
      const unclear = () =>
        house.tobira.database.all<{ text: string; reason: string }>(
          'select text, reason from unclear_messages where conversation_id = $1',
          [conversationId],
        );
      const react = (change: object) =>
        person.bring({ type: 'messageReaction', text: undefined, replyToId: id, ...change });
      return { person, id, unclear, react };
    }

    it('puts the message that was answered so into the learning inbox, without secrets', async () => {
      const { person, id, unclear } = await answered('プロミスのパスワードを忘れました。暗証番号は4649です');
      const value = { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback: '{}' } };
      await person.bring({ type: 'invoke', name: 'message/submitAction', replyToId: id, value });
      const [row, ...others] = await unclear();
      expect([row?.reason, others]).toEqual(['disliked', []]);
      expect(row?.text).toContain('プロミスのパスワードを忘れました');
      expect(row?.text).not.toContain('4649');
    });

    it.each(['angry', '1f44e_thumbsdown-tone2'])(
      'counts as a reaction too (%s), once, until it is taken back',
      async (type) => {
        const { unclear, react } = await answered('アメックスにログインできません');
        await react({ reactionsAdded: [{ type }] });
        await react({ reactionsAdded: [{ type }] });
        expect(await unclear()).toEqual([{ text: 'アメックスにログインできません', reason: 'disliked' }]);
        await react({ reactionsRemoved: [{ type }] });
        expect(await unclear()).toEqual([]);
      },
    );

    it('is none when people only show a feeling, or like it', async () => {
      const { unclear, react } = await answered('アメックスにログインできません');
      for (const type of ['sad', 'like', 'heart', 'surprised']) await react({ reactionsAdded: [{ type }] });
      expect(await unclear()).toEqual([]);
    });
  });

  it('keeps no secret that was typed, and says none again', async () => {
    const person = new Person(house);
    const answers = await person.says('カード番号は4980 1234 5678 9018です');
    expect(answers.map(readable).join()).not.toMatch(/4980|9018/);
    expect((await keptWords(house, `msteams:${person.conversation.id}`)).join()).not.toMatch(/4980|9018/);
  });

  it('reads the marks in which Teams writes, and says kindly that a picture cannot be seen', async () => {
    const person = new Person(house);
    await person.bring({
      text: 'プロミスの&nbsp;パスワードを<br>忘れました &amp; 困った',
      attachments: [{ contentType: 'text/html', content: '<p>…</p>' }],
    });
    await person.hears(1);
    await person.bring({ text: '', attachments: [{ contentType: 'image/png', contentUrl: 'https://x.example/1' }] });
    expect((await person.hears(1)).map(({ text }) => text).join()).toContain('画像');
    const kept = await keptWords(house, `msteams:${person.conversation.id}`);
    expect(kept).toEqual(['プロミスの パスワードを\n忘れました & 困った', '［画像］']);
  });
});

describe('groups and channels', () => {
  const mention = { type: 'mention', mentioned: BOT, text: '<at>Tobira (扉)</at>' };

  it('hear the bot when it is named, and the name is no part of the words', async () => {
    const person = new Person(house, { type: 'groupChat' });
    await person.bring({
      text: '<at>Tobira (扉)</at> プロミスの<at>Tobira (扉)</at>パスワードを忘れました',
      entities: [mention],
    });
    expect((await person.hears(1)).length).toBeGreaterThan(0);
    const [kept] = await keptWords(house, `msteams:${person.conversation.id}`);
    expect(kept).toBe('プロミスのパスワードを忘れました');
  });

  it('are left alone when people talk to each other', async () => {
    const person = new Person(house, { type: 'channel', conversation: '19:team1@thread.tacv2;messageid=1' });
    const other = { type: 'mention', mentioned: { id: '29:somebody' }, text: '<at>山田</at>' };
    await person.bring({ text: '<at>山田</at> お昼どうですか', entities: [other] });
    await person.bring({ text: 'ログインできない人がいますね' });
    expect(await person.hears(0)).toEqual([]);
  });

  it('are answered in the thread in which they ask, one thread knowing nothing of another', async () => {
    const [one, other] = ['1', '2'].map(
      (id) => new Person(house, { type: 'channel', conversation: `19:team2@thread.tacv2;messageid=${id}` }),
    );
    await one?.bring({ text: '<at>Tobira (扉)</at> プロミスの担当者と話したいです', entities: [mention] });
    await other?.bring({ text: '<at>Tobira (扉)</at> ログインできません', entities: [mention] });
    expect((await one?.hears(1))?.length).toBeGreaterThan(0);
    expect((await other?.hears(1))?.length).toBeGreaterThan(0);
    expect(await caseIn(house, `msteams:${one?.conversation.id}`)).toMatchObject({
      status: 'waiting',
      channel: 'msteams',
    });
    expect(await caseIn(house, `msteams:${other?.conversation.id}`)).toBeUndefined();
  });

  it('are not greeted when a channel gets the app', async () => {
    const person = new Person(house, { type: 'channel', conversation: '19:team3@thread.tacv2' });
    await person.bring({
      type: 'conversationUpdate',
      membersAdded: [BOT],
      channelData: { team: { id: '19:team3@thread.tacv2' } },
    });
    expect(await person.hears(0)).toEqual([]);
  });
});

describe('what has nothing to say', () => {
  it.each([
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['an edited message', { type: 'messageUpdate', text: 'やっぱり' }],
    ['a deleted message', { type: 'messageDelete' }],
    ['the status of a handoff', { type: 'event', name: 'handoff.status', value: { state: 'accepted' } }],
    ['something unknown', { type: 'somethingNew' }],
  ])('%s is taken and not answered', async (_name, changes) => {
    const person = new Person(house);
    expect((await person.bring(changes)).status).toBe(200);
    expect(await person.hears(0)).toEqual([]);
  });

  it.each([
    ['an invoke nobody knows', { name: 'task/fetch' }, 501],
    ['a card action that is none of ours', { name: 'adaptiveCard/action', value: { action: { data: { x: 1 } } } }, 200],
    ['a card action without anything', { name: 'adaptiveCard/action' }, 200],
  ])('%s is answered so', async (_name, changes, status) => {
    const answer = await new Person(house).bring({ type: 'invoke', ...changes });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
  });
});

describe('another channel of Azure Bot Service', () => {
  it('gets plain words, with numbered choices where it shows no buttons', async () => {
    const person = new Person(house);
    await person.bring({ channelId: 'line', text: 'ログインできません' });
    expect(at(await person.hears(1))?.suggestedActions?.actions.length).toBeGreaterThan(1);
    expect(await caseIn(house, `botframework:line:${person.conversation.id}`)).toBeUndefined();
  });
});
