import { randomBytes } from 'node:crypto';
import { readConfig } from '../../config.ts';

const KEY = `whsec_${randomBytes(32).toString('base64')}`;
const DIRECT_LINE_SECRET = 'a secret for other servers';

function faultOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('HANDOFF', () => {
  it('is the desk unless it says protocol', () => {
    expect(readConfig({}).HANDOFF).toBe('desk');
    expect(readConfig({ HANDOFF: 'protocol', DIRECT_LINE_SECRET }).HANDOFF).toBe('protocol');
  });

  it.each([
    ['without the secret by which a hub is known', {}, 'needs DIRECT_LINE_SECRET'],
    [
      'with LINE, where a hub cannot be',
      { DIRECT_LINE_SECRET, LINE_CHANNEL_SECRET: 'a', LINE_CHANNEL_ACCESS_TOKEN: 'b' },
      'has no way to LINE',
    ],
    [
      'with a staff channel that would stay empty',
      { DIRECT_LINE_SECRET, BOT_FRAMEWORK_EMULATOR: '1', TEAMS_STAFF_CHANNEL: '19:a@thread.tacv2' },
      'leaves nothing to do in TEAMS_STAFF_CHANNEL',
    ],
  ])('=protocol %s is refused at the start', (_how, environment, words) => {
    expect(faultOf({ HANDOFF: 'protocol', ...environment })).toContain(`HANDOFF: protocol ${words}`);
  });

  it('that is neither is refused', () => {
    expect(faultOf({ HANDOFF: 'hub' })).toContain('HANDOFF');
  });
});

describe('the case webhook', () => {
  it.each(['https://example.jp/hook', 'http://127.0.0.1:8080/', 'http://localhost/x', 'http://[::1]:1/'])(
    'may go to %s',
    (url) => {
      const config = readConfig({ CASE_WEBHOOK_URL: url, CASE_WEBHOOK_SECRET: KEY });
      expect(config.CASE_WEBHOOK_SECRET?.map((key) => key.length)).toEqual([32]);
    },
  );

  it.each([
    'http://example.jp/hook',
    'https://user:password@example.jp/',
    'ftp://127.0.0.1/',
    'http://127.0.0.1.example.jp/',
    'nowhere',
  ])('never goes to %s', (url) => {
    expect(faultOf({ CASE_WEBHOOK_URL: url, CASE_WEBHOOK_SECRET: KEY })).toContain('CASE_WEBHOOK_URL');
  });

  it.each([
    'short',
    'whsec_',
    `whsec_${Buffer.alloc(12).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
  ])('is not signed with %s', (secret) => {
    expect(faultOf({ CASE_WEBHOOK_URL: 'https://example.jp/', CASE_WEBHOOK_SECRET: secret })).toContain('whsec_');
  });

  it('takes several keys while one is changed, and an address never without a key', () => {
    const both = readConfig({ CASE_WEBHOOK_URL: 'https://example.jp/', CASE_WEBHOOK_SECRET: `${KEY} ${KEY}` });
    expect(both.CASE_WEBHOOK_SECRET).toHaveLength(2);
    expect(faultOf({ CASE_WEBHOOK_URL: 'https://example.jp/' })).toContain('CASE_WEBHOOK_SECRET: must be set together');
  });
});
