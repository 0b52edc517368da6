import { z } from 'zod';

/** What a browser is called where it is weighed or named; anything else is `other`. */
export const BROWSERS = [
  'chrome',
  'edge',
  'safari',
  'firefox',
  'internet_explorer',
  'samsung',
  'opera',
  'android_browser',
  'other',
] as const;

export const SYSTEMS = ['ios', 'android', 'windows', 'macos', 'chromeos', 'linux', 'other'] as const;

/** Apps that show pages in a window of their own, which is not the person's browser. */
export const APPS = ['line', 'facebook', 'instagram', 'x', 'yahoo', 'google', 'tiktok', 'wechat', 'unknown'] as const;

/** `mobile`: a phone or a tablet, which of the two cannot be told. */
export const DEVICES = ['computer', 'phone', 'tablet', 'mobile', 'feature_phone', 'unknown'] as const;

export const CONNECTIONS = ['steady', 'slow', 'unsteady'] as const;

/**
 * What a page shows of the device it is open on, and all that is kept of it: nothing here tells one person from another. What is not
 * known is left out, never guessed.
 */
export const pageSchema = z.strictObject({
  browser: z.strictObject({ name: z.enum(BROWSERS), major: z.number().int().min(0).max(9999).optional() }).optional(),
  /** The page stands in a window of this app: the person's own browser is not known. */
  within: z.enum(APPS).optional(),
  system: z
    .strictObject({
      name: z.enum(SYSTEMS),
      version: z
        .string()
        .regex(/^(?:\d{1,3}(?:\.\d{1,3})?|XP|Vista)$/)
        .optional(),
      /** Browsers report an old version on purpose: the real one may be newer. */
      atLeast: z.literal(true).optional(),
    })
    .optional(),
  device: z.enum(DEVICES).optional(),
  /** Whether the browser takes cookies. */
  cookies: z.boolean().optional(),
  /** False when the page runs without script. */
  script: z.boolean().optional(),
  connection: z.enum(CONNECTIONS).optional(),
});

export type Page = z.infer<typeof pageSchema>;
export type BrowserName = (typeof BROWSERS)[number];
export type SystemName = (typeof SYSTEMS)[number];

/** What was kept with a conversation (JSON); null when there is no page, as on LINE and Teams. */
export function readPage(json: string): Page | null {
  const parsed = pageSchema.safeParse(JSON.parse(json));
  return parsed.success && Object.keys(parsed.data).length > 0 ? parsed.data : null;
}

/** Whether it is our own page with its menu: only that one tells of the line. */
export function isOwnPage(page: Page | null): boolean {
  return page?.connection !== undefined;
}

export const BROWSER_TITLES: Readonly<Record<BrowserName, string>> = {
  chrome: 'Chrome',
  edge: 'Edge',
  safari: 'Safari',
  firefox: 'Firefox',
  internet_explorer: 'Internet Explorer',
  samsung: 'Galaxyのブラウザ',
  opera: 'Opera',
  android_browser: 'Androidの標準ブラウザ',
  other: '',
};

export const SYSTEM_TITLES: Readonly<Record<SystemName, string>> = {
  ios: 'iOS',
  android: 'Android',
  windows: 'Windows',
  macos: 'macOS',
  chromeos: 'ChromeOS',
  linux: 'Linux',
  other: '',
};

const APP_TITLES: Readonly<Record<(typeof APPS)[number], string>> = {
  line: 'LINEの中で開いた画面',
  facebook: 'Facebookの中で開いた画面',
  instagram: 'Instagramの中で開いた画面',
  x: 'X(Twitter)の中で開いた画面',
  yahoo: 'Yahoo! JAPANのアプリの中で開いた画面',
  google: 'Googleのアプリの中で開いた画面',
  tiktok: 'TikTokの中で開いた画面',
  wechat: 'WeChatの中で開いた画面',
  unknown: 'アプリの中で開いた画面',
};

/** 「iOS 15.7 の Safari 15」; empty when nothing of use is known. */
export function describePage(page: Page): string {
  if (page.device === 'feature_phone') return '従来型の携帯電話';
  return [systemInWords(page), browserInWords(page)].filter(Boolean).join(' の ');
}

/** 「Chrome 120」, 「LINEの中で開いた画面」; empty when the browser is not known. */
export function browserInWords({ browser, within }: Page): string {
  if (within) return APP_TITLES[within];
  const title = browser ? BROWSER_TITLES[browser.name] : '';
  if (!title || browser?.major === undefined) return title;
  // Edge opens old pages as if it were this one.
  const mode = browser.name === 'internet_explorer' && browser.major === 11 ? '(またはEdgeのIEモード)' : '';
  return `${title} ${browser.major}${mode}`;
}

function systemInWords({ system }: Page): string {
  if (!system || system.name === 'other') return '';
  const version = system.version ? ` ${system.version}${system.atLeast ? ' 以降' : ''}` : '';
  return `${SYSTEM_TITLES[system.name]}${version}`;
}
