import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { call } from './house.ts';
import { Page } from './official-page.ts';

describe('the whole service, seen by the official Direct Line client', () => {
  let folder: string;
  let tobira: Running;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tobira-whole-'));
    tobira = await startTobira(readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', RATE_LIMIT: 'off' }));
    const { body } = await call(`${tobira.url}/webchat/token`, 'POST');
    page = new Page(tobira.url, { token: body.token });
  });

  afterAll(async () => {
    page.leave();
    await tobira.close();
    await rm(folder, { recursive: true });
  });

  it('greets once, and answers what was said after showing it', async () => {
    await page.hears(1);
    const greetings = page.messages.length;
    const id = await page.say('Netアンサーにログインできません');
    await page.hears(greetings + 2);
    const [echo, ...answers] = page.messages.slice(greetings);
    expect(greetings).toBe(1);
    expect(echo).toMatchObject({ id, text: 'Netアンサーにログインできません', from: { role: 'user' } });
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) expect(answer).toMatchObject({ replyToId: id, from: { role: 'bot' } });
  });

  it('shows no card number that was typed, not even to the one who typed it', async () => {
    const before = page.messages.length;
    await page.say('カード番号は4111 1111 1111 1111です');
    await page.hears(before + 2);
    expect(JSON.stringify(page.received)).not.toMatch(/4111/);
  });
});
