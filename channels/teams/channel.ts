import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { BotParts } from '../../bots/assemble.ts';
import type { HubDoor } from '../../bots/hub-door.ts';
import type { Config } from '../../config.ts';
import type { Desk } from '../../desk/cases.ts';
import type { Database } from '../../store/database.ts';
import { label, type Metrics } from '../metrics.ts';
import type { Mount } from '../server.ts';
import { Access } from './access.ts';
import type { CaseNames } from './case-card.ts';
import { TeamsClient } from './client.ts';
import { Colleagues } from './colleagues.ts';
import { Connector } from './connector.ts';
import { authenticationOf } from './credentials.ts';
import { Invokes } from './invokes.ts';
import { CHANNELS } from './names.ts';
import { Opinions } from './opinions.ts';
import { Pace } from './pace.ts';
import { Reception } from './reception.ts';
import { mountTeams } from './routes.ts';
import { StaffRoom } from './staff-room.ts';
import { CaseThreads } from './threads.ts';

export interface TeamsParts extends BotParts {
  config: Config;
  database: Database;
  desk: Desk;
  /** Where another hub comes in; undefined: the desk is our own. */
  hub?: HubDoor | undefined;
  log: Logger;
  metrics: Metrics;
  /** How cases are shown to staff. */
  caseNames: CaseNames;
}

/** Teams and the channels of Azure Bot Service, ready to be put onto the server. */
export interface TeamsChannel {
  mount: Mount;
  /** After a start: brings the threads of the staff channel up to date. */
  recover(): Promise<void>;
}

/**
 * Opens the channels when MicrosoftAppId is set, or BOT_FRAMEWORK_EMULATOR for this machine alone. Call it before any turn runs: from then on
 * the courier carries to them.
 */
export function openTeams(parts: TeamsParts): TeamsChannel | undefined {
  const { config, courier, metrics } = parts;
  const appId = config.MicrosoftAppId;
  if (appId === undefined && !config.BOT_FRAMEWORK_EMULATOR) return undefined;
  const authentication = authenticationOf(config);
  const access = new Access({ authentication, identity: config, emulator: config.BOT_FRAMEWORK_EMULATOR });
  const connector = new Connector({ authentication, appId, serviceUrl: (given) => access.serviceUrl(given) });
  const { threads, staffRoom } = furnishStaffRoom(parts, connector);
  const { received, sent } = measure(metrics);
  const client = new TeamsClient({ ...parts, connector, pace: new Pace(), threads, sent });
  for (const channel of CHANNELS) courier.register(channel, client);
  const opinions = new Opinions(parts);
  const invokes = new Invokes({ ...parts, staffRoom, opinions });
  const reception = new Reception({
    ...parts,
    invokes,
    opinions,
    staffRoom,
    tenantId: config.MicrosoftAppTenantId,
    received,
  });
  return {
    mount: (server: Server) => {
      mountTeams(server, { access, connector, reception });
      return () => threads?.close();
    },
    recover: async () => threads?.recover(),
  };
}

function furnishStaffRoom(parts: TeamsParts, connector: Connector) {
  const { TEAMS_STAFF_CHANNEL: channel, MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId } = parts.config;
  if (channel === undefined) return { threads: undefined, staffRoom: undefined };
  const threads = new CaseThreads({ ...parts, connector, names: parts.caseNames, channel, appId });
  const colleagues = new Colleagues({ ...parts, connector, tenantId });
  return { threads, staffRoom: new StaffRoom({ ...parts, colleagues, threads, channel }) };
}

const TYPES = new Set(['message', 'conversationUpdate', 'installationUpdate', 'invoke', 'messageReaction']);

function measure(metrics: Metrics) {
  const received = metrics.counter(
    'tobira_teams_events_total',
    'Activities from Bot Framework channels, duplicates too.',
  );
  const sent = metrics.counter('tobira_teams_messages_sent_total', 'Messages that Bot Framework channels have taken.');
  sent(0);
  return {
    received: (type: string) => received(1, label('type', TYPES.has(type) ? type : 'other')),
    sent: () => sent(),
  };
}
