import { rmSync } from 'node:fs';
import type { Config } from '../config.ts';
import { type Running, startTobira } from '../index.ts';
import { testConfig } from './support/tobira.ts';

let config: Config;
let tobira: Running;

beforeAll(async () => {
  config = testConfig();
  tobira = await startTobira(config);
}, 60_000);

afterAll(async () => {
  await tobira.close();
  rmSync(config.DATA_DIR, { recursive: true, force: true });
});

interface Shown {
  status: number;
  html: string;
  headers: Headers;
  fields: Record<string, string>;
}

async function shown(response: Response): Promise<Shown> {
  const html = await response.text();
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return {
    status: response.status,
    html,
    headers: response.headers,
    fields: { token: field('token'), id: field('id') },
  };
}

async function open(): Promise<Shown> {
  return shown(await fetch(`${tobira.url}/basic`));
}

/** Posts as a browser without script would; `cookie` is what it kept. */
async function post(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Shown> {
  return shown(await fetch(`${tobira.url}/basic`, { method: 'POST', body: new URLSearchParams(fields), headers }));
}

async function conversations(): Promise<number> {
  const row = await tobira.database.get<{ count: number }>('select count(*) as count from conversations', []);
  return Number(row?.count);
}

async function clientWhere(said: string): Promise<unknown> {
  const row = await tobira.database.get<{ client: string }>(
    'select client from conversations c join activities a on a.conversation_id = c.id where a.text = $1',
    [said],
  );
  return JSON.parse(row?.client ?? '{}');
}

describe('the chat without script', () => {
  it('greets and leaves nothing behind when it is only looked at', async () => {
    const before = await conversations();
    const page = await open();
    expect(page.status).toBe(200);
    expect(page.html).toContain('お困りのことを、ふだんの言葉でお書きください');
    expect(page.html).toContain('パスワードを忘れた');
    expect(await conversations()).toBe(before);
  });

  it('holds a whole talk, answers at once, and shows choices, steps and sources', async () => {
    const first = await open();
    const second = await post({ ...first.fields, text: 'セゾンの暗証番号を忘れました' });
    expect(second.html).toContain('約1週間');
    expect(second.html.indexOf('こんにちは')).toBeLessThan(second.html.indexOf('セゾンの暗証番号を忘れました'));
    expect(second.html).toMatch(/<article class="member" id="now">.*セゾンの暗証番号を忘れました/);
    expect(second.html).toContain('出典');
    expect(second.html).toContain('value="アプリですぐに見る"');
    const third = await post({ ...second.fields, text: 'アプリですぐに見る' });
    expect(third.html).toContain('手順 1/6');
    expect(third.html).toContain('セゾンの暗証番号を忘れました');
  });

  it('needs no cookie, and a press of the button to look again says nothing', async () => {
    const first = await open();
    const second = await post({ ...first.fields, text: 'こんにちは' });
    const again = await post({ ...second.fields });
    expect(again.html.split('<article').length).toBe(second.html.split('<article').length);
  });

  it('takes a page that is sent again for the same message, and other words from an old page for another', async () => {
    const first = await open();
    await post({ ...first.fields, text: 'ログインできない' });
    const again = await post({ ...first.fields, text: 'ログインできない' });
    expect(again.html.split('ログインできない</p>').length - 1).toBe(1);
    const other = await post({ ...first.fields, text: 'アメックスです' });
    expect(other.html).toContain('アメックスです</p>');
  });

  it('runs no script, stands in no frame and sends its forms nowhere else', async () => {
    const { headers } = await open();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('shows what anybody writes as text', async () => {
    const first = await open();
    const words = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;
    const { html } = await post({ ...first.fields, text: words });
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&#60;script&#62;');
  });

  it('hides secrets like everywhere else', async () => {
    const first = await open();
    const { html } = await post({ ...first.fields, text: '暗証番号は4829です' });
    expect(html).not.toContain('4829');
  });

  it('takes nothing from the page of another site', async () => {
    const first = await open();
    const refused = await post({ ...first.fields, text: 'こんにちは' }, { origin: 'https://evil.example' });
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('この操作はできません');
    expect(refused.html).not.toContain('>こんにちは<');
  });

  it.each(['', 'nonsense', 'a.b.c'])('begins anew with the token %j, and keeps what was written', async (token) => {
    const page = await post({ token, text: '大事なこと' });
    expect(page.status).toBe(200);
    expect(page.fields.token).not.toBe(token);
    if (token) expect(page.html).toContain('大事なこと</textarea>');
  });

  it('says so when a message is too long, and keeps it in the field', async () => {
    const first = await open();
    const page = await post({ ...first.fields, text: 'あ'.repeat(12_001) });
    expect(page.status).toBe(413);
    expect(page.html).toContain('メッセージが長すぎます');
    expect(page.html).toContain('あああ</textarea>');
  });

  it('is a witness of cookies and script itself', async () => {
    const first = await open();
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    await post({ ...first.fields, text: 'クッキーを返す人', script: 'off' }, { cookie });
    expect(await clientWhere('クッキーを返す人')).toMatchObject({ cookies: true, script: false });
    const other = await open();
    await post({ ...other.fields, text: 'クッキーを返さない人' });
    expect(await clientWhere('クッキーを返さない人')).toMatchObject({ cookies: false });
  });

  it('hands over to a human, whose words come with a look', async () => {
    const first = await open();
    const second = await post({ ...first.fields, text: 'アメックスのことで担当者に相談する' });
    expect(second.html).toContain('担当者におつなぎします');
    const [row] = await tobira.database.all<{ conversation_id: string }>(
      `select conversation_id from activities where text = 'アメックスのことで担当者に相談する'`,
      [],
    );
    const words = { speaker: 'staff' as const, name: '山田', text: '担当の山田です。' };
    await tobira.database.transaction((tx) => tobira.voice.say(tx, row?.conversation_id ?? '', words, Date.now()));
    const third = await post({ ...second.fields });
    expect(third.html).toContain('この画面は、ひとりでには新しくなりません');
    expect(third.html).toMatch(/山田\(担当者\).*担当の山田です。/);
  });
});

describe('the chat without script, where other sites may show it in a frame', () => {
  it('says so in its policy, and holds nothing against a browser that sends no cookie there', async () => {
    const open = testConfig({ ALLOWED_ORIGINS: 'https://card.example' });
    const house = await startTobira(open);
    try {
      const page = await shown(await fetch(`${house.url}/basic`));
      expect(page.headers.get('content-security-policy')).toContain('frame-ancestors https://card.example');
      const say = (text: string, headers: Record<string, string>) =>
        fetch(`${house.url}/basic`, { method: 'POST', body: new URLSearchParams({ ...page.fields, text }), headers });
      await say('枠の中から', { 'sec-fetch-dest': 'iframe' });
      const read = () => house.database.get<{ client: string }>('select client from conversations', []);
      expect((await read())?.client).not.toContain('cookies');
      await say('枠の外から', { 'sec-fetch-dest': 'document' });
      expect((await read())?.client).toContain('"cookies":false');
    } finally {
      await house.close();
      rmSync(open.DATA_DIR, { recursive: true, force: true });
    }
  }, 60_000);
});
