import { checkPassword, hashPassword, NOBODYS_HASH, verifyPassword } from './passwords.ts';

describe('a password', () => {
  it('is kept as scrypt with its cost and a salt of its own, and recognised', async () => {
    const [first, second] = await Promise.all([
      hashPassword('青い傘と古い鍵と海の音'),
      hashPassword('青い傘と古い鍵と海の音'),
    ]);
    expect(first).toMatch(/^scrypt\$32768\$8\$1\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/);
    expect(second).not.toBe(first);
    expect(await verifyPassword('青い傘と古い鍵と海の音', first)).toBe(true);
    expect(await verifyPassword('青い傘と古い鍵と山の音', first)).toBe(false);
  });

  it('is the same in full-width letters', async () => {
    expect(await verifyPassword('ｂｌｕｅ－ｕｍｂｒｅｌｌａ', await hashPassword('blue-umbrella'))).toBe(true);
  });

  it('never fits the hash that stands in for unknown addresses', async () => {
    expect(await verifyPassword('', NOBODYS_HASH)).toBe(false);
  });

  it.each([
    ['short', /10/],
    ['yamada@example.jp', /address/],
    ['Yamada@Example.JP', /address/],
    ['aaaaaaaaaaaa', /repeated/],
    ['abcabcabcabc', /repeated/],
    ['1234567890', /repeated/],
    ['qwertyuiop', /repeated/],
    ['x'.repeat(201), /200/],
  ])('is refused when it is %s', (password, reason) => {
    expect(() => checkPassword(password, 'yamada@example.jp')).toThrow(reason);
  });

  it.each(['blue-umbrella', 'とても長い合言葉です', 'aaaaaaaaab-9'])('is taken when it is %s', (password) => {
    expect(() => checkPassword(password, 'yamada@example.jp')).not.toThrow();
  });
});
