import { describePage } from '../../dialogs/page.ts';
import { readUserAgent } from './user-agent.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';

/** Who says what, and what may be concluded from it: as text, or '' when nothing may. */
const PORTRAITS: readonly [who: string, userAgent: string, read: string, device: string][] = [
  [
    'Safari on iOS 9, which gets no update any more',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 9_3_5 like Mac OS X) AppleWebKit/601.1.46 (KHTML, like Gecko) Version/9.0 Mobile/13G36 Safari/601.1`,
    'iOS 9.3 の Safari 9',
    'phone',
  ],
  [
    'Safari on iOS 12',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 12_5_7 like Mac OS X) ${WEBKIT} Version/12.1.2 Mobile/15E148 Safari/604.1`,
    'iOS 12.5 の Safari 12',
    'phone',
  ],
  [
    'Safari on iOS 15.7',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 15_7 like Mac OS X) ${WEBKIT} Version/15.6 Mobile/15E148 Safari/604.1`,
    'iOS 15.7 の Safari 15',
    'phone',
  ],
  [
    'Safari on iOS 26, which says 18.6: the browser gives the system away',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} Version/26.0 Mobile/15E148 Safari/604.1`,
    'iOS 26 の Safari 26',
    'phone',
  ],
  [
    'Chrome on an iPhone that says 18.6 and may be newer',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`,
    'iOS 18.6 以降 の Chrome 141',
    'phone',
  ],
  [
    'Firefox on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) ${WEBKIT} FxiOS/117.0 Mobile/15E148 Safari/605.1.15`,
    'iOS 16.6 の Firefox 117',
    'phone',
  ],
  [
    'Edge on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) ${WEBKIT} Version/17.0 EdgiOS/122.0.2365.99 Mobile/15E148 Safari/604.1`,
    'iOS 17.4 の Edge 122',
    'phone',
  ],
  [
    'Safari on an old iPad',
    `Mozilla/5.0 (iPad; CPU OS 10_3_3 like Mac OS X) AppleWebKit/603.3.8 (KHTML, like Gecko) Version/10.0 Mobile/14G60 Safari/602.1`,
    'iOS 10.3 の Safari 10',
    'tablet',
  ],
  [
    'Chrome on an iPad that asks for the page of a computer',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} CriOS/120.0.6099.119 Version/11.1.1 Safari/605.1.15`,
    'iOS の Chrome 120',
    'mobile',
  ],
  [
    'LINE on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${WEBKIT} Mobile/15E148 Safari Line/14.9.0`,
    'iOS 17.5 の LINEの中で開いた画面',
    'phone',
  ],
  [
    'LINE on Android',
    `Mozilla/5.0 (Linux; Android 12; SO-51B Build/61.1.F.0.2; wv) ${BLINK} Version/4.0 Chrome/114.0.5735.196 Mobile Safari/537.36 Line/13.10.0/IAB`,
    'Android 12 の LINEの中で開いた画面',
    'phone',
  ],
  [
    'Instagram on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) ${WEBKIT} Mobile/20B82 Instagram 260.0.0.15.70 (iPhone14,2; iOS 16_1; ja_JP)`,
    'iOS 16.1 の Instagramの中で開いた画面',
    'phone',
  ],
  [
    'Facebook on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) ${WEBKIT} Mobile/19F77 [FBAN/FBIOS;FBDV/iPhone12,1;FBSV/15.5]`,
    'iOS 15.5 の Facebookの中で開いた画面',
    'phone',
  ],
  [
    'X on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 16_3 like Mac OS X) ${WEBKIT} Mobile/15E148 Twitter for iPhone/9.47`,
    'iOS 16.3 の X(Twitter)の中で開いた画面',
    'phone',
  ],
  [
    'the app of Yahoo! JAPAN on Android',
    `Mozilla/5.0 (Linux; Android 11; SH-M12 Build/SA079; wv) ${BLINK} Version/4.0 Chrome/110.0.5481.154 Mobile Safari/537.36 YJApp-ANDROID jp.co.yahoo.android.yjtop/3.130.0`,
    'Android 11 の Yahoo! JAPANのアプリの中で開いた画面',
    'phone',
  ],
  [
    'the app of Google on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) ${WEBKIT} GSA/270.0.541230384 Mobile/15E148 Safari/604.1`,
    'iOS 16.5 の Googleのアプリの中で開いた画面',
    'phone',
  ],
  [
    'an app of no name on an iPhone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 14_8 like Mac OS X) ${WEBKIT} Mobile/15E148`,
    'iOS 14.8 の アプリの中で開いた画面',
    'phone',
  ],
  [
    'a window in an app on Android 4.4',
    `Mozilla/5.0 (Linux; Android 4.4.4; F-05F Build/V37R53A) ${BLINK} Version/4.0 Chrome/33.0.0.0 Mobile Safari/537.36`,
    'Android 4.4 の アプリの中で開いた画面',
    'phone',
  ],
  [
    'the browser of Android 4.0',
    'Mozilla/5.0 (Linux; U; Android 4.0.4; ja-jp; SC-06D Build/IMM76D) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30',
    'Android 4.0 の Androidの標準ブラウザ 4',
    'phone',
  ],
  [
    'Chrome on Android 5.0',
    `Mozilla/5.0 (Linux; Android 5.0.2; SO-01G Build/23.1.B.1.197) ${BLINK} Chrome/95.0.4638.74 Mobile Safari/537.36`,
    'Android 5.0 の Chrome 95',
    'phone',
  ],
  [
    'Chrome on a tablet with Android 5.1',
    `Mozilla/5.0 (Linux; Android 5.1.1; d-01H Build/HUAWEId-01H) ${BLINK} Chrome/81.0.4044.138 Safari/537.36`,
    'Android 5.1 の Chrome 81',
    'tablet',
  ],
  [
    'Chrome on any Android today: the system is not told',
    `Mozilla/5.0 (Linux; Android 10; K) ${BLINK} Chrome/131.0.0.0 Mobile Safari/537.36`,
    'Android の Chrome 131',
    'phone',
  ],
  [
    'the browser of a Galaxy',
    `Mozilla/5.0 (Linux; Android 13; SAMSUNG SC-51C) ${BLINK} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`,
    'Android 13 の Galaxyのブラウザ 23',
    'phone',
  ],
  [
    'Firefox on Android',
    'Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/113.0 Firefox/113.0',
    'Android 13 の Firefox 113',
    'phone',
  ],
  [
    'Chrome on Windows 10 or 11',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/120.0.0.0 Safari/537.36`,
    'Windows 10 以降 の Chrome 120',
    'computer',
  ],
  [
    'Edge on Windows 10 or 11',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/119.0.0.0 Safari/537.36 Edg/119.0.0.0`,
    'Windows 10 以降 の Edge 119',
    'computer',
  ],
  [
    'the first Edge, which was another',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/70.0.3538.102 Safari/537.36 Edge/18.19041`,
    'Windows 10 以降 の Edge 18',
    'computer',
  ],
  [
    'Internet Explorer 11, or Edge in its IE mode',
    'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
    'Windows 10 以降 の Internet Explorer 11(またはEdgeのIEモード)',
    'computer',
  ],
  [
    'Internet Explorer 11 that claims to be 7, for old pages',
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; WOW64; Trident/7.0; SLCC2; .NET CLR 2.0.50727)',
    'Windows 7 の Internet Explorer 11(またはEdgeのIEモード)',
    'computer',
  ],
  [
    'Internet Explorer 8 on Windows XP',
    'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1; Trident/4.0)',
    'Windows XP の Internet Explorer 8',
    'computer',
  ],
  [
    'Firefox ESR on Windows 7',
    'Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:109.0) Gecko/20100101 Firefox/115.0',
    'Windows 7 の Firefox 115',
    'computer',
  ],
  [
    'Chrome on Windows 8.1',
    `Mozilla/5.0 (Windows NT 6.3; Win64; x64) ${BLINK} Chrome/109.0.0.0 Safari/537.36`,
    'Windows 8.1 の Chrome 109',
    'computer',
  ],
  [
    'Opera on Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/118.0.0.0 Safari/537.36 OPR/104.0.0.0`,
    'Windows 10 以降 の Opera 104',
    'computer',
  ],
  [
    'Vivaldi, of which the table knows nothing',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/116.0.5845.190 Safari/537.36 Vivaldi/6.2.3105.58`,
    'Windows 10 以降',
    'computer',
  ],
  [
    'Safari on a Mac, or on an iPad: without script nobody can tell',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/17.1 Safari/605.1.15`,
    'Safari 17',
    'unknown',
  ],
  [
    'Safari on an old Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_6) AppleWebKit/601.7.7 (KHTML, like Gecko) Version/9.1.2 Safari/601.7.7',
    'macOS 10.11 の Safari 9',
    'computer',
  ],
  [
    'Chrome on a Mac, which says 10.15 whatever it is',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${BLINK} Chrome/121.0.0.0 Safari/537.36`,
    'macOS 10.15 以降 の Chrome 121',
    'computer',
  ],
  [
    'Firefox on a Mac of 2016',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.12; rv:78.0) Gecko/20100101 Firefox/78.0',
    'macOS 10.12 の Firefox 78',
    'computer',
  ],
  [
    'Chrome on a Chromebook',
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${BLINK} Chrome/119.0.0.0 Safari/537.36`,
    'ChromeOS の Chrome 119',
    'computer',
  ],
  [
    'Firefox on Linux',
    'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0',
    'Linux の Firefox 120',
    'computer',
  ],
  ['a feature phone of docomo', 'DoCoMo/2.0 P903i(c100;TB;W24H12)', '従来型の携帯電話', 'feature_phone'],
  ['a feature phone of au', 'KDDI-CA39 UP.Browser/6.2.0.13.1.5 (GUI) MMP/2.0', '従来型の携帯電話', 'feature_phone'],
  [
    'a feature phone of SoftBank',
    'SoftBank/1.0/930SH/SHJ001 Browser/NetFront/3.4 Profile/MIDP-2.0 Configuration/CLDC-1.1',
    '従来型の携帯電話',
    'feature_phone',
  ],
  ['a program that names no browser', 'curl/8.5.0', '', 'unknown'],
];

describe('what a User-Agent tells', () => {
  it.each(PORTRAITS)('%s', (_who, userAgent, read, device) => {
    const page = readUserAgent({ userAgent });
    expect({ read: describePage(page), device: page.device }).toEqual({ read, device });
  });

  it('nothing at all from nothing', () => {
    expect(readUserAgent({ userAgent: '' })).toEqual({});
  });

  it.each(['(', '/'.repeat(500), 'Chrome/', 'Android ', 'Trident/', 'Mozilla/5.0 (Macintosh;', '"\u0000\ud800'])(
    'no error from %j',
    (userAgent) => {
      expect(() => readUserAgent({ userAgent })).not.toThrow();
    },
  );
});
