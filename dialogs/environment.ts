import { compareVersions } from '../knowledge/environment.ts';
import type { Environment } from '../knowledge/schema.ts';
import type { Page } from './page.ts';

/** What a table of supported environments says of a page. `unknown`: it is better to ask. */
export type Verdict = 'supported' | 'too_old' | 'unknown';

/** Windows versions that are no numbers are older than all that are. */
const BEFORE_NUMBERS = '0';

/** Weighs browser and system against the table. One that is too old settles it; support must hold for all that the table names. */
export function weighEnvironment(page: Page, environment: Environment | undefined): Verdict {
  if (!environment) return 'unknown';
  const verdicts = [weighBrowser(page, environment), weighSystem(page, environment)].filter(
    (verdict) => verdict !== undefined,
  );
  if (verdicts.includes('too_old')) return 'too_old';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'supported') ? 'supported' : 'unknown';
}

/** Undefined when the table speaks of no browser. */
function weighBrowser({ browser, within }: Page, { minimum, refused }: Environment): Verdict | undefined {
  const { chrome, edge, safari, firefox } = minimum;
  const named: Partial<Record<string, string>> = { chrome, edge, safari, firefox };
  if (Object.values(named).every((version) => version === undefined) && refused.length === 0) return undefined;
  if (within || !browser) return 'unknown';
  if (refused.some((name) => name === browser.name)) return 'too_old';
  const least = named[browser.name];
  if (least === undefined || browser.major === undefined) return 'unknown';
  return compareVersions(String(browser.major), least) < 0 ? 'too_old' : 'supported';
}

/** Undefined when the table speaks of no system. */
function weighSystem({ system, device }: Page, { minimum }: Environment): Verdict | undefined {
  const { ios, android, windows, macos } = minimum;
  const named: Partial<Record<string, string>> = { ios, android, windows, macos };
  if (Object.values(named).every((version) => version === undefined)) return undefined;
  const least = system && named[system.name];
  if (device === 'feature_phone' || !system?.version || least === undefined) return 'unknown';
  const version = /^\d/.test(system.version) ? system.version : BEFORE_NUMBERS;
  if (compareVersions(version, least) >= 0) return 'supported';
  // A lower bound below the line tells nothing.
  return system.atLeast ? 'unknown' : 'too_old';
}
