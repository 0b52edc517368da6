import * as client from 'openid-client';
import type { StaffRole } from '../store/queries/staff.ts';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  /** The claim that holds the roles: one word or a list. */
  rolesClaim: string;
}

/** What ties the answer of the provider to the browser that asked. It stays in that browser's cookie. */
export interface OidcSecrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who the provider says it is. */
export interface OidcPerson {
  /** Unique over all providers. */
  subject: string;
  email: string;
  name: string;
  /** Undefined: no role at this desk. */
  role: StaffRole | undefined;
}

/** The highest comes first. */
const ROLES: readonly StaffRole[] = ['admin', 'supervisor', 'agent'];

/** Sign-in through the company's own identity provider: authorisation code with PKCE. */
export class Oidc {
  readonly #settings: OidcSettings;
  #found: Promise<client.Configuration> | undefined;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  /** Where the browser is sent, and what it must bring back. */
  async begin(redirectUri: string): Promise<{ address: URL; secrets: OidcSecrets }> {
    const verifier = client.randomPKCECodeVerifier();
    const secrets = { state: client.randomState(), nonce: client.randomNonce(), verifier };
    const address = client.buildAuthorizationUrl(await this.#provider(), {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: secrets.state,
      nonce: secrets.nonce,
    });
    return { address, secrets };
  }

  /**
   * Takes the provider's answer, once it is proved to belong to the browser.
   * @param answered the address the browser came back to
   * @throws Error of openid-client when anything about the answer is wrong
   */
  async finish(answered: URL, { state, nonce, verifier }: OidcSecrets): Promise<OidcPerson> {
    const provider = await this.#provider();
    const tokens = await client.authorizationCodeGrant(provider, answered, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('the provider sent no ID token');
    // Providers put what they tell of a person here or there.
    const more = provider.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
      : {};
    return this.#person({ ...more, ...claims });
  }

  #person(claims: Record<string, unknown> & { iss: string; sub: string }): OidcPerson {
    const email = String(claims.email ?? '');
    const roles = [claims[this.#settings.rolesClaim]].flat();
    return {
      subject: `${claims.iss}|${claims.sub}`,
      email: email || `${claims.sub}@${new URL(claims.iss).hostname}`,
      name: String(claims.name ?? '') || email || claims.sub,
      role: ROLES.find((role) => roles.includes(role)),
    };
  }

  /** Asked for when first needed; asked again after it could not be had. */
  #provider(): Promise<client.Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const address = new URL(issuer);
    // Only a provider on this very machine may do without TLS.
    const local = address.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname);
    const options = local ? { execute: [client.allowInsecureRequests] } : {};
    const proof = clientSecret === undefined ? client.None() : undefined;
    return client.discovery(address, clientId, clientSecret, proof, options);
  }
}
