import { readConfig } from '../config.ts';

/** How LINE's API is reached, from the configuration. @throws Error in words for the operator */
export function requireLine(): { accessToken: string; baseUrl: string | undefined } {
  const { LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN, LINE_API_BASE_URL } = readConfig(process.env);
  if (LINE_CHANNEL_SECRET === undefined || LINE_CHANNEL_ACCESS_TOKEN === undefined) {
    throw new Error(
      'Set LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN first: docs/line.md says where they are found.',
    );
  }
  return { accessToken: LINE_CHANNEL_ACCESS_TOKEN, baseUrl: LINE_API_BASE_URL };
}
