/** The part of `oidc-provider` that the tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';
  export default class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: { client_id: string; client_secret: string; redirect_uris: string[] }[];
        pkce: { required: () => boolean };
        claims: Record<string, string[]>;
        findAccount: (
          context: unknown,
          id: string,
        ) => { accountId: string; claims: () => Promise<Record<string, unknown>> };
        cookies: { keys: string[] };
      },
    );
    callback(): RequestListener;
  }
}
