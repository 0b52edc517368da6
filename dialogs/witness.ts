import Bowser from 'bowser';

/** What a page tells of itself without being asked: from the channel, as kept with the conversation. */
export interface ClientWitness {
  userAgent?: string;
}

/** 「iPhone (iOS 15.7) の Safari 15」; empty when the channel tells nothing of use. */
export function describeDevice({ userAgent }: ClientWitness): string {
  if (!userAgent) return '';
  const { browser, os, platform } = Bowser.parse(userAgent);
  if (!browser.name || !os.name) return '';
  const model = platform.model && platform.vendor === 'Apple' ? platform.model : undefined;
  const system = [os.name, os.versionName && os.name === 'Windows' ? os.versionName.replace('NT ', '') : os.version]
    .filter(Boolean)
    .join(' ');
  const version = browser.version?.split('.')[0];
  return `${model ? `${model} (${system})` : system} の ${[browser.name, version].filter(Boolean).join(' ')}`;
}
