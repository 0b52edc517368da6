import { TobiraError } from '../../errors.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether the address is on this machine. */
export function isOnThisMachine(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

/**
 * The address under which a channel takes messages. With it goes our token, so it must be encrypted or on this machine.
 * @param options.loopbackOnly without an app id nobody has proved who they are: then no other machine is ever called
 * @throws TobiraError `forbidden`
 */
export function serviceUrlFrom(given: string, options: { loopbackOnly: boolean }): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new TobiraError('forbidden', 'The service address is none.');
  }
  if (isOnThisMachine(url)) return url;
  if (options.loopbackOnly) throw new TobiraError('forbidden', 'Without MicrosoftAppId only this machine is served.');
  if (url.protocol !== 'https:') throw new TobiraError('forbidden', 'The service address is not encrypted.');
  return url;
}

/** The address of a resource at the channel, whatever stands in its names. */
export function resource(serviceUrl: URL, path: readonly string[]): URL {
  const base = serviceUrl.href.endsWith('/') ? serviceUrl.href : `${serviceUrl.href}/`;
  return new URL(`v3/${path.map(encodeURIComponent).join('/')}`, base);
}
