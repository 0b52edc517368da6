import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { richMenu } from '../../channels/line/rich-menu.ts';
import { ACCESS_TOKEN, LineStub } from './line-stub.ts';
import { SECRET } from './person.ts';

const scripts = join(import.meta.dirname, '..', '..', 'scripts');
let stub: LineStub;

beforeEach(async () => {
  stub = await LineStub.open();
});

afterEach(async () => {
  await stub.close();
  expect(stub.faults).toEqual([]);
});

interface Run {
  code: number | null;
  said: string;
}

/** Runs a command as an operator would. */
function run(script: string, more: string[] = [], environment: Record<string, string> = {}): Promise<Run> {
  const env = {
    PATH: process.env.PATH,
    LINE_CHANNEL_SECRET: SECRET,
    LINE_CHANNEL_ACCESS_TOKEN: ACCESS_TOKEN,
    LINE_API_BASE_URL: stub.url,
    ...environment,
  };
  const child = spawn(process.execPath, ['--no-warnings', join(scripts, script), ...more], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

const setUp = (environment: Record<string, string> = {}) =>
  run('line-setup.ts', ['--url', 'https://tobira.example.jp/somewhere'], environment);

describe('npm run line:setup', () => {
  it('sets and checks the address, shows the menu with its picture, and says what is left to click', async () => {
    const { code, said } = await setUp();
    expect([code, stub.webhook.endpoint]).toEqual([0, 'https://tobira.example.jp/line/webhook']);
    expect(said).toContain('LINE reaches Tobira there.');
    expect(said).toContain('「Webhookの再送」 on');
    const shown = stub.richMenus.get(stub.defaultRichMenu ?? '');
    expect(shown).toEqual(JSON.parse(JSON.stringify(richMenu())));
    expect(
      stub.pictures
        .get(stub.defaultRichMenu ?? '')
        ?.bytes.subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('may be run again: one menu of ours remains, those of others stay', async () => {
    await setUp();
    stub.richMenus.set('richmenu-of-others', { name: 'Another' });
    await setUp();
    expect([...stub.richMenus.values()].map(({ name }) => name).sort()).toEqual(['Another', 'Tobira']);
    expect(stub.richMenus.has(stub.defaultRichMenu ?? '')).toBe(true);
  });

  it('the menu and its picture are within what LINE takes', () => {
    const { areas = [], chatBarText = '', size } = richMenu();
    expect(areas).toHaveLength(4);
    expect(chatBarText.length).toBeLessThanOrEqual(14);
    expect((size?.width ?? 0) / (size?.height ?? 1)).toBeGreaterThanOrEqual(1.45);
    const covered = areas.reduce((sum, { bounds }) => sum + (bounds?.width ?? 0) * (bounds?.height ?? 0), 0);
    expect(covered).toBe(2500 * 1686);
  });

  it('says why LINE does not get through, goes on with the rest, and fails', async () => {
    stub.webhookTest = { success: false, statusCode: 401, reason: 'ERROR_STATUS_CODE', detail: '401' };
    const { code, said } = await setUp();
    expect(code).toBe(1);
    expect(said).toContain('LINE_CHANNEL_SECRET is not the secret of this channel');
    expect(said).toContain('Menu shown');
  });

  it.each([
    ['no address', []],
    ['an address without TLS', ['--url', 'http://tobira.example.jp']],
    ['no address at all', ['--url', 'tobira']],
  ])('with %s says how to call it', async (_name, more) => {
    const { code, said } = await run('line-setup.ts', more);
    expect(code).toBe(1);
    expect(said).toContain('https://');
    expect(said).not.toContain('    at ');
  });
});

describe('npm run line:check', () => {
  async function ready(): Promise<void> {
    stub.webhook = { endpoint: 'https://tobira.example.jp/line/webhook', active: true };
    stub.richMenus.set('richmenu-1', {});
    stub.defaultRichMenu = 'richmenu-1';
  }

  it('finds nothing wrong with what is right, and changes nothing', async () => {
    await ready();
    const { code, said } = await run('line-check.ts');
    expect([code, said.match(/WRONG|better/g)]).toEqual([0, null]);
    expect(stub.calls.every(({ method, path }) => method === 'GET' || path.endsWith('/test'))).toBe(true);
  });

  it.each<[string, () => void, string]>([
    ['no webhook address', () => Object.assign(stub.webhook, { endpoint: '' }), 'No webhook address is set'],
    [
      'another webhook address',
      () => Object.assign(stub.webhook, { endpoint: 'https://a.example/hook' }),
      'must end with /line/webhook',
    ],
    ['a webhook that is off', () => Object.assign(stub.webhook, { active: false }), '「Webhookの利用」 on'],
    [
      'a wrong secret',
      () => Object.assign(stub.webhookTest, { success: false, statusCode: 401 }),
      'LINE_CHANNEL_SECRET is not',
    ],
    [
      'no Tobira there',
      () => Object.assign(stub.webhookTest, { success: false, statusCode: 404 }),
      'is Tobira running',
    ],
    ['no way there', () => Object.assign(stub.webhookTest, { success: false, statusCode: 0 }), 'certificate'],
    ['a failing Tobira', () => Object.assign(stub.webhookTest, { success: false, statusCode: 502 }), 'answered 502'],
    ['no messages left', () => Object.assign(stub, { used: 200 }), 'All 200 messages of this month are used'],
    ['a wrong token', () => Object.assign(stub, { behave: () => 401 }), 'LINE does not know LINE_CHANNEL_ACCESS_TOKEN'],
    ['a LINE that fails', () => Object.assign(stub, { behave: () => 500 }), 'LINE answered 500'],
  ])('names %s', async (_name, spoil, words) => {
    await ready();
    spoil();
    const { code, said } = await run('line-check.ts');
    expect([code, said]).toEqual([1, expect.stringContaining(words)]);
  });

  it('says when LINE cannot be reached', async () => {
    const { code, said } = await run('line-check.ts', [], { LINE_API_BASE_URL: 'http://127.0.0.1:1' });
    expect([code, said]).toEqual([1, expect.stringContaining('LINE cannot be reached')]);
  });

  it('says which variable is missing', async () => {
    const none = await run('line-check.ts', [], { LINE_CHANNEL_SECRET: '', LINE_CHANNEL_ACCESS_TOKEN: '' });
    expect([none.code, none.said]).toEqual([
      1,
      expect.stringContaining('Set LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN'),
    ]);
    const one = await run('line-check.ts', [], { LINE_CHANNEL_SECRET: '', RATE_LIMIT: 'many' });
    expect(one.said).toContain('LINE_CHANNEL_SECRET: must be set together');
    expect(one.said).toContain('RATE_LIMIT');
  });
});
