import type { Activity } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  type BotFrameworkAuthentication,
} from 'botframework-connector';
import { decodeJwt } from 'jose';
import { asError, TobiraError } from '../../errors.ts';
import { type Identity, issuerOf } from './credentials.ts';
import { isOnThisMachine, serviceUrlFrom } from './service-url.ts';

/** Channels wait about 15 s for an answer: the keys must be there well before. */
const KEYS_DEADLINE = 8_000;

/** A channel of Azure Stack whose tokens the SDK checks by settings that we do not have. */
const UNSUPPORTED = 'AseChannel';

/** What the SDK reports when it is not the token that is wrong: the keys cannot be had. */
const KEYS_MISSING = 500;

/**
 * Decides who may speak to the bot. The SDK verifies signature, issuer, audience, time and the key's endorsement for the channel; what
 * it leaves open is closed here.
 */
export class Access {
  readonly #authentication: BotFrameworkAuthentication;
  readonly #identity: Identity;
  readonly #emulator: boolean;

  constructor(parts: { authentication: BotFrameworkAuthentication; identity: Identity; emulator: boolean }) {
    this.#authentication = parts.authentication;
    this.#identity = parts.identity;
    this.#emulator = parts.emulator;
  }

  /** Whether nobody proves who they are: the Emulator without an app id. */
  get isOpen(): boolean {
    return this.#identity.MicrosoftAppId === undefined;
  }

  /** The address of the activity's channel. @throws TobiraError `forbidden` */
  serviceUrl(given: string): URL {
    return serviceUrlFrom(given, { loopbackOnly: this.isOpen });
  }

  /**
   * @param header the request's Authorization
   * @throws TobiraError `unauthorized`; `forbidden` for an address that is never called; `unavailable` when the keys cannot be had
   */
  async admit(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const serviceUrl = this.serviceUrl(activity.serviceUrl);
    if (this.isOpen) return this.#authentication.authenticateRequest(activity, '');
    const fromChannel = this.#claimsToBeFromChannel(header);
    if (!fromChannel && !(this.#emulator && isOnThisMachine(serviceUrl))) {
      throw new TobiraError('unauthorized', 'The token does not come from the channel service.');
    }
    if (activity.channelId === UNSUPPORTED) throw new TobiraError('unauthorized', `no channel ${UNSUPPORTED} here`);
    const result = await this.#authenticate(activity, header);
    if (fromChannel) requireServiceUrl(result, activity.serviceUrl);
    return result;
  }

  /**
   * Looked at before the SDK sees the token: of one that comes from elsewhere the SDK would remember the tenant for ever, and believe
   * it whatever address the answers are to go to.
   */
  #claimsToBeFromChannel(header: string): boolean {
    const token = /^Bearer +(\S+) *$/.exec(header)?.[1];
    if (token === undefined) throw new TobiraError('unauthorized', 'There is no token.');
    try {
      return decodeJwt(token).iss === issuerOf(this.#identity);
    } catch (error) {
      throw new TobiraError('unauthorized', 'The token cannot be read.', { cause: error });
    }
  }

  async #authenticate(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    try {
      return await within(KEYS_DEADLINE, this.#authentication.authenticateRequest(activity, header));
    } catch (thrown) {
      const error = asError(thrown) as Error & { statusCode?: number };
      const keysMissing = error.statusCode === KEYS_MISSING || ['FetchError', 'TimeoutError'].includes(error.name);
      throw new TobiraError(keysMissing ? 'unavailable' : 'unauthorized', error.message, { cause: error });
    }
  }
}

/** The SDK compares the addresses too, but not when the activity leaves its own empty. */
function requireServiceUrl({ claimsIdentity }: AuthenticateRequestResult, serviceUrl: string): void {
  if (claimsIdentity.getClaimValue(AuthenticationConstants.ServiceUrlClaim) !== serviceUrl) {
    throw new TobiraError('unauthorized', 'The token was made for another service address.');
  }
}

async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = new DOMException('The keys of the channel service did not come in time.', 'TimeoutError');
  const timer = setTimeout(() => reject(late), milliseconds);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
