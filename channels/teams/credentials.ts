import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AppCredentials,
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { Config } from '../../config.ts';
import { callOnce } from './http.ts';
import { isOnThisMachine } from './service-url.ts';

/** What of the configuration says who we are to the channels, and who they are to us. */
export type Identity = Pick<
  Config,
  | 'MicrosoftAppId'
  | 'MicrosoftAppPassword'
  | 'MicrosoftAppType'
  | 'MicrosoftAppTenantId'
  | 'ToChannelFromBotLoginUrl'
  | 'ToBotFromChannelTokenIssuer'
  | 'ToBotFromChannelOpenIdMetadataUrl'
>;

/** Who signs what comes from the channels. */
export function issuerOf(identity: Identity): string {
  return identity.ToBotFromChannelTokenIssuer ?? AuthenticationConstants.ToBotFromChannelTokenIssuer;
}

/** The SDK's authentication. As soon as one address differs from the public cloud's it wants them all. */
export function authenticationOf(identity: Identity): BotFrameworkAuthentication {
  const constants = AuthenticationConstants;
  return new ConfigurationBotFrameworkAuthentication(
    {
      ...credentialsIn(identity),
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: identity.ToChannelFromBotLoginUrl ?? constants.ToChannelFromBotLoginUrl,
      ToChannelFromBotOAuthScope: constants.ToChannelFromBotOAuthScope,
      ToBotFromChannelTokenIssuer: issuerOf(identity),
      OAuthUrl: constants.OAuthUrl,
      ToBotFromChannelOpenIdMetadataUrl:
        identity.ToBotFromChannelOpenIdMetadataUrl ?? constants.ToBotFromChannelOpenIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: constants.ToBotFromEmulatorOpenIdMetadataUrl,
    },
    localCredentials(identity),
  );
}

function credentialsIn(identity: Identity) {
  if (identity.MicrosoftAppId === undefined) return {};
  const { MicrosoftAppId, MicrosoftAppPassword = '', MicrosoftAppType, MicrosoftAppTenantId = '' } = identity;
  return { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType, MicrosoftAppTenantId };
}

/** Microsoft's library asks for tokens over HTTPS only; a login service on this machine, as tests have it, is asked by ourselves. */
function localCredentials(identity: Identity): ServiceClientCredentialsFactory | undefined {
  const { MicrosoftAppId: appId, MicrosoftAppPassword: password = '', ToChannelFromBotLoginUrl: login } = identity;
  if (appId === undefined || login === undefined || !isOnThisMachine(new URL(login))) return undefined;
  return {
    isValidAppId: async (given) => given === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async (_appId, scope) => new LocalCredentials({ appId, password, login, scope }),
  };
}

/** Tokens by client credentials. What it gets the SDK keeps until shortly before the end. */
class LocalCredentials extends AppCredentials {
  readonly #password: string;
  readonly #login: string;

  constructor(parts: { appId: string; password: string; login: string; scope: string | undefined }) {
    super(parts.appId, undefined, parts.scope);
    this.#password = parts.password;
    this.#login = parts.login;
    // The SDK's store of tokens knows the app and the scope only.
    this.tokenCacheKey = `${parts.login} ${parts.appId} ${this.oAuthScope}`;
  }

  protected async refreshToken() {
    const url = new URL(`${this.#login}${AuthenticationConstants.ToChannelFromBotTokenEndpointPath}`);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.appId,
      client_secret: this.#password,
      scope: `${this.oAuthScope}/.default`,
    });
    const answer = await callOnce({ method: 'POST', url, headers: {}, body, deadline: 10_000 });
    const { access_token: accessToken, expires_in: lifetime } = answer.body as {
      access_token?: string;
      expires_in?: number;
    };
    if (answer.status !== 200 || !accessToken) throw new Error(`the login service answered ${answer.status}`);
    return { accessToken, expiresOn: new Date(Date.now() + (lifetime ?? 3600) * 1000) };
  }
}
