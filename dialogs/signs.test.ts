import type { Page } from './page.ts';
import { isThisDevice, saysOtherDevice } from './signs.ts';

describe('the wrong device', () => {
  it.each([
    '別の端末です',
    'いえ、別の端末です',
    '違うパソコンです',
    '別のスマホのほうです',
    'ログインしたいのは違うパソコンのほうです',
    '困っているのはもう一台のタブレットなんです',
    'ほかの機器でログインしたいんです',
    '別のパソコンで入れないんです',
    '他のPCで試しています',
  ])('is named in 「%s」', (text) => expect(saysOtherDevice(text)).toBe(true));

  it.each([
    '別の機器では入れた',
    '別のスマホでは入れました',
    '別のパソコンで開きました',
    '別のスマホで入れました',
    '別の端末で試したら入れた',
    'このスマホです',
    'スマホです',
    '続きを別のスマホで',
    '別の方法はありますか',
    '別の端末でもだめでした',
    '違うIDです',
    'パソコンを買い替えました',
  ])('is not named in 「%s」', (text) => expect(saysOtherDevice(text)).toBe(false));
});

describe('a device that is spoken of', () => {
  const iphone: Page = {
    browser: { name: 'safari', major: 17 },
    system: { name: 'ios', version: '17' },
    device: 'phone',
  };
  const windows: Page = { browser: { name: 'edge', major: 120 }, system: { name: 'windows' }, device: 'computer' };

  it.each([
    ['iphone', iphone, 'device', 'iphone', true],
    ['smartphone', iphone, 'device', 'smartphone', true],
    ['computer', iphone, 'device', 'computer', false],
    ['computer', windows, 'device', 'computer', true],
    ['feature phone', windows, 'device', 'feature_phone', false],
    ['system', windows, 'system', 'windows 7', true],
    ['other system', windows, 'system', 'macos', false],
    ['browser', windows, 'browser', 'edge', true],
    ['other browser', windows, 'browser', 'internet_explorer', false],
    ['iPad in disguise', { device: 'mobile' } as Page, 'device', 'ipad', true],
    ['unknown device', { device: 'unknown' } as Page, 'device', 'computer', undefined],
    ['window of an app', { within: 'line', device: 'phone' } as Page, 'browser', 'safari', undefined],
  ])('may be the one that shows the page: %s', (_what, page, type, value, same) => {
    expect(isThisDevice(page, type, value)).toBe(same);
  });
});
