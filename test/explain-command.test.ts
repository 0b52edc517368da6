import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { assemble, type Tobira } from '../index.ts';
import { runScript } from './support/command.ts';
import { Member, testConfig } from './support/tobira.ts';

let config: Config;
let tobira: Tobira;
let member: Member;

beforeAll(async () => {
  config = testConfig();
  tobira = await assemble(config);
  member = new Member(tobira);
  await member.open();
  for (const text of ['セゾンの暗証番号を忘れました', '暗証番号は4649です', '担当者を']) await member.say(text);
});

afterAll(async () => {
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

const explain = (args: string[], folder = config.DATA_DIR) => runScript('explain.ts', args, { folder });

describe('npm run explain', () => {
  it('tells of each turn what was written, what was answered and why', async () => {
    const { code, out, err } = await explain([member.conversationId]);
    expect([code, err]).toEqual([0, '']);
    const [, , turn = ''] = out.split('\n\n');
    expect(turn).toMatch(/^会員: セゾンの暗証番号を忘れました$/mu);
    expect(turn).toMatch(/^扉: .*暗証番号/mu);
    expect(turn).toMatch(/^ {2}待っていたもの: 新しい用件$/mu);
    expect(turn).toMatch(/^ {2}受け取った意味: 用件『暗証番号を忘れた』 \d+\.\d %$/mu);
    expect(turn).toMatch(/^ {2}したこと: .*話題『.+』を案内した/msu);
  });

  it('shows no secret', async () => {
    const { out } = await explain([member.conversationId]);
    expect(out).toContain('［暗証番号は伏せました］');
    expect(out).not.toContain('4649');
  });

  it('takes the id of a case, in small letters too', async () => {
    const [row] = await tobira.database.all<{ id: string }>('select id from cases');
    const { code, out } = await explain([(row?.id ?? '').toLowerCase()]);
    expect(code).toBe(0);
    expect(out).toContain(`会話 ${member.conversationId}`);
  });

  it('says plainly when there is no such conversation or case', async () => {
    expect(await explain(['nowhere'])).toEqual({
      code: 1,
      out: '',
      err: 'There is no conversation and no case nowhere.\n',
    });
  });

  it('makes no database where there is none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tobira-none-'));
    const { code, err } = await explain(['nowhere'], folder);
    expect([code, err]).toEqual([1, expect.stringMatching(/^There is no database /)]);
    rmSync(folder, { recursive: true });
  });

  it('says how it is used when no id is given', async () => {
    expect(await explain([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('explain -- ID') });
  });
});
