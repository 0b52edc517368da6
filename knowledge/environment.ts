import type { Environment } from './schema.ts';

/** How a browser or system is called in words. */
const TITLES: Readonly<Record<keyof Environment['minimum'], string>> = {
  chrome: 'Chrome',
  edge: 'Edge',
  safari: 'Safari',
  firefox: 'Firefox',
  ios: 'iOS',
  android: 'Android',
  windows: 'Windows',
  macos: 'macOS',
};

/** 「Chrome 100 以上、Edge 100 以上」; empty when the table names nothing. */
export function supportedInWords({ minimum }: Environment): string {
  const names = Object.keys(TITLES) as (keyof Environment['minimum'])[];
  return names
    .filter((name) => minimum[name] !== undefined)
    .map((name) => `${TITLES[name]} ${minimum[name]} 以上`)
    .join('、');
}

/** Negative when the first version is older, 0 when they are the same as far as both are told. */
export function compareVersions(one: string, other: string): number {
  const left = one.split('.').map(Number);
  const right = other.split('.').map(Number);
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
