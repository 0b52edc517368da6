import type { BrowserName, Page, SystemName } from '../../dialogs/page.ts';

/** What the browser says of itself in the headers of a request. */
export interface SelfPortrait {
  userAgent: string;
  /** Client hints, where the browser sends them. */
  platform?: string | undefined;
  platformVersion?: string | undefined;
  mobile?: string | undefined;
  brands?: string | undefined;
  /** Told by our script: whether fingers touch the screen. Only this tells an iPad from the Mac it claims to be. */
  touch?: boolean | undefined;
}

type System = NonNullable<Page['system']>;
type App = NonNullable<Page['within']>;

const FEATURE_PHONE = /^(?:DoCoMo|KDDI-|UP\.Browser|SoftBank|Vodafone|J-PHONE|MOT-|emobile)|WILLCOM|UP\.Browser|FOMA/;

const NAMED_APPS: readonly [RegExp, App][] = [
  [/\bLine\//i, 'line'],
  [/Instagram/, 'instagram'],
  [/\bFB(?:AN|AV|IOS)\b|\[FB/, 'facebook'],
  [/Twitter/, 'x'],
  [/YJApp|YahooMobile/, 'yahoo'],
  [/\bGSA\//, 'google'],
  [/musical_ly|BytedanceWebview|TikTok/i, 'tiktok'],
  [/MicroMessenger/, 'wechat'],
];

/** The first that fits counts: nearly every browser claims to be others as well. */
const NAMED_BROWSERS: readonly [RegExp, BrowserName][] = [
  [/Edge?\/(\d+)|EdgA\/(\d+)|EdgiOS\/(\d+)/, 'edge'],
  [/OPR\/(\d+)|OPiOS\/(\d+)|OPT\/(\d+)|Opera Mini\/(\d+)|^Opera\/.*Version\/(\d+)|^Opera\/(\d+)/, 'opera'],
  [/SamsungBrowser\/(\d+)/, 'samsung'],
  [
    /(?:Vivaldi|YaBrowser|UCBrowser|MiuiBrowser|HuaweiBrowser|DuckDuckGo|Ddg|Sleipnir|Silk|Focus|Klar|Brave|PaleMoon|SeaMonkey|Puffin|NintendoBrowser|PlayStation|Smooz)\b/,
    'other',
  ],
  [/CriOS\/(\d+)/, 'chrome'],
  [/FxiOS\/(\d+)/, 'firefox'],
  [/Firefox\/(\d+)/, 'firefox'],
];

const OTHER_BRANDS = /"(?:Brave|Opera|Vivaldi|Yandex|DuckDuckGo)/;
const WINDOWS_NT: Readonly<Record<string, string>> = {
  '10.0': '10',
  '6.3': '8.1',
  '6.2': '8',
  '6.1': '7',
  '6.0': 'Vista',
  '5.2': 'XP',
  '5.1': 'XP',
};

/** Reads what can be known, and only that: frozen versions are lower bounds, windows of apps are no browsers. */
export function readUserAgent(said: SelfPortrait): Pick<Page, 'browser' | 'within' | 'system' | 'device'> {
  const { userAgent } = said;
  if (FEATURE_PHONE.test(userAgent)) return { device: 'feature_phone' };
  const within = appOf(said);
  const browser = within ? undefined : browserOf(said);
  const system = systemOf(said, browser);
  const device = deviceOf(said, system);
  return {
    ...(browser ? { browser } : {}),
    ...(within ? { within } : {}),
    ...(system ? { system } : {}),
    ...(device ? { device } : {}),
  };
}

function appOf({ userAgent, brands = '' }: SelfPortrait): App | undefined {
  const named = NAMED_APPS.find(([pattern]) => pattern.test(userAgent));
  if (named) return named[1];
  // Android marks its windows in apps; on iOS they lack the word Safari.
  const android = /; wv\)|Version\/4\.0 Chrome\//.test(userAgent) || brands.includes('"Android WebView"');
  const ios = /\((?:iPhone|iPad|iPod)/.test(userAgent) && / Mobile\/\w+/.test(userAgent) && !/Safari\//.test(userAgent);
  return android || ios ? 'unknown' : undefined;
}

function browserOf({ userAgent, brands = '' }: SelfPortrait): Page['browser'] {
  const explorer = explorerVersion(userAgent);
  if (explorer !== undefined) return { name: 'internet_explorer', major: explorer };
  for (const [pattern, name] of NAMED_BROWSERS) {
    const found = pattern.exec(userAgent);
    if (found) return named(name, found.slice(1).find(Boolean));
  }
  if (OTHER_BRANDS.test(brands)) return { name: 'other' };
  const chrome = /Chrome\/(\d+)/.exec(userAgent);
  if (chrome) return named('chrome', chrome[1]);
  const version = /Version\/(\d+)[\d.]*.* Safari\//.exec(userAgent);
  if (version) return named(/Android/.test(userAgent) ? 'android_browser' : 'safari', version[1]);
  return undefined;
}

function named(name: BrowserName, major: string | undefined): Page['browser'] {
  return name === 'other' || major === undefined ? { name } : { name, major: Number(major) };
}

/** In its compatibility view and in Edge's IE mode it claims to be older than it is; its engine tells the truth. */
function explorerVersion(userAgent: string): number | undefined {
  const engine = /Trident\/(\d+)/.exec(userAgent);
  if (engine) return Number(engine[1]) + 4;
  const claimed = /MSIE (\d+)/.exec(userAgent);
  return claimed ? Number(claimed[1]) : undefined;
}

function systemOf(said: SelfPortrait, browser: Page['browser']): System | undefined {
  const { userAgent, touch } = said;
  const hinted = hintedSystem(said);
  if (hinted) return hinted;
  if (/Windows Phone|Windows Mobile|Xbox|PlayStation|Nintendo/.test(userAgent)) return { name: 'other' };
  const windows = /Windows NT (\d+\.\d+)/.exec(userAgent)?.[1];
  if (windows !== undefined) return windowsOf(windows);
  const android = /Android (\d+(?:\.\d+)?)/.exec(userAgent)?.[1];
  // 「Android 10; K」 is what Chrome says on every phone.
  if (android !== undefined) return /Android 10; K\)/.test(userAgent) ? { name: 'android' } : of('android', android);
  const ios = /(?:iPhone )?OS (\d+)[_.](\d+).* like Mac OS X/.exec(userAgent);
  if (ios) return iosOf(Number(ios[1]), Number(ios[2]), browser);
  if (/Macintosh|Mac OS X/.test(userAgent)) return macOf(said, browser);
  if (/CrOS/.test(userAgent)) return { name: 'chromeos' };
  // A telephone that asks for the page of a computer calls itself Linux.
  return /Linux/.test(userAgent) && !touch ? { name: 'linux' } : undefined;
}

function windowsOf(nt: string): System | undefined {
  const version = WINDOWS_NT[nt];
  if (version === undefined) return { name: 'windows' };
  // Windows 11 says 10 as well.
  return version === '10' ? { name: 'windows', version, atLeast: true } : { name: 'windows', version };
}

/** Safari comes with the system and has its number; since 26 browsers say 18.6 or 18.7 whatever the system is. */
function iosOf(major: number, minor: number, browser: Page['browser']): System {
  const safari = browser?.name === 'safari' ? (browser.major ?? 0) : 0;
  if (safari > major) return { name: 'ios', version: String(safari) };
  const frozen = major === 18 && minor >= 6 && browser?.name !== 'safari';
  return { name: 'ios', version: `${major}.${minor}`, ...(frozen ? { atLeast: true as const } : {}) };
}

function macOf({ userAgent, touch }: SelfPortrait, browser: Page['browser']): System | undefined {
  // Only on an iPhone or iPad do these names stand; it asks for the page of a computer.
  const disguised = /CriOS|FxiOS|EdgiOS|OPiOS/.test(userAgent);
  if (disguised) return { name: 'ios' };
  if (touch) return browser?.name === 'safari' && browser.major ? of('ios', String(browser.major)) : { name: 'ios' };
  const found = /Mac OS X (\d+)[_.](\d+)/.exec(userAgent);
  if (!found) return { name: 'macos' };
  const frozen = Number(found[1]) > 10 || Number(found[2]) >= 15;
  if (!frozen) return of('macos', `${found[1]}.${found[2]}`);
  // Safari on an iPad looks just like this.
  const maybeIpad = browser?.name === 'safari' && touch === undefined;
  return maybeIpad ? undefined : { name: 'macos', version: '10.15', atLeast: true };
}

function of(name: SystemName, version: string): System {
  return { name, version };
}

const HINTED: Readonly<Record<string, SystemName>> = { Windows: 'windows', macOS: 'macos', Android: 'android' };

/** Client hints tell the version that the User-Agent no longer does. */
function hintedSystem({ platform, platformVersion }: SelfPortrait): System | undefined {
  const name = HINTED[unquoted(platform)];
  const found = /^(\d{1,3})(?:\.(\d{1,3}))?/.exec(unquoted(platformVersion));
  if (!name || !found) return undefined;
  const major = Number(found[1]);
  if (name === 'windows') return of(name, hintedWindows(major, Number(found[2] ?? 0)));
  return of(name, Number(found[2] ?? 0) > 0 ? `${major}.${Number(found[2])}` : String(major));
}

/** Windows counts its programming interface: 13 and up is Windows 11, 1 to 10 is Windows 10, 0.1 to 0.3 is 7 to 8.1. */
function hintedWindows(major: number, minor: number): string {
  if (major >= 13) return '11';
  if (major >= 1) return '10';
  return minor >= 3 ? '8.1' : minor === 2 ? '8' : '7';
}

function unquoted(header: string | undefined): string {
  return (header ?? '').trim().replace(/^"|"$/g, '');
}

function deviceOf({ userAgent, mobile }: SelfPortrait, system: System | undefined): Page['device'] {
  if (/iPad/.test(userAgent)) return 'tablet';
  if (/iPhone|iPod/.test(userAgent)) return 'phone';
  if (system?.name === 'ios') return 'mobile';
  if (system?.name === 'android') return /Mobile/.test(userAgent) || mobile === '?1' ? 'phone' : 'tablet';
  const computer = system && system.name !== 'other';
  return computer ? 'computer' : userAgent ? 'unknown' : undefined;
}
