import type { Logger } from 'pino';
import { z } from 'zod';
import type { Colleague } from '../../desk/sessions.ts';
import { asError } from '../../errors.ts';
import type { Database } from '../../store/database.ts';
import { findStaffByEmail, type StaffRow } from '../../store/queries/staff.ts';
import { linkedStaff, linkStaff } from '../../store/queries/teams-cases.ts';
import type { Connector } from './connector.ts';
import { referenceOf } from './names.ts';
import type { Arrived } from './schema.ts';

/** What the directory of Teams says of a member of the team. */
const memberSchema = z
  .looseObject({
    aadObjectId: z.string().optional(),
    objectId: z.string().optional(),
    email: z.string().nullish(),
    userPrincipalName: z.string().nullish(),
    tenantId: z.string().nullish(),
    userRole: z.string().nullish(),
  })
  .transform((member) => ({ ...member, aadObjectId: member.aadObjectId ?? member.objectId }));

/** Who of the desk a person in Teams is. Found once by the address that the directory gives, and by the account from then on. */
export class Colleagues {
  readonly #database: Database;
  readonly #connector: Connector;
  readonly #tenantId: string | undefined;
  readonly #log: Logger;

  /** @param parts `tenantId`: of no other tenant an account is believed */
  constructor(parts: { database: Database; connector: Connector; tenantId: string | undefined; log: Logger }) {
    this.#database = parts.database;
    this.#connector = parts.connector;
    this.#tenantId = parts.tenantId;
    this.#log = parts.log;
  }

  /** Undefined when no account of the desk in use belongs to the one who did this. */
  async of(arrived: Arrived): Promise<Colleague | undefined> {
    const { aadObjectId } = arrived.from;
    if (aadObjectId === undefined) return undefined;
    const row = (await linkedStaff(this.#database, aadObjectId)) ?? (await this.#byAddress(arrived, aadObjectId));
    return row && { id: row.id, name: row.name, role: row.role, at: 'teams' };
  }

  async #byAddress(arrived: Arrived, aadObjectId: string): Promise<StaffRow | undefined> {
    const address = await this.#addressOf(arrived, aadObjectId);
    const row = address && (await findStaffByEmail(this.#database, address.normalize('NFKC').trim().toLowerCase()));
    if (!row) return undefined;
    await linkStaff(this.#database, aadObjectId, row.id, Date.now());
    return row;
  }

  /** The address in the directory. Guests bring theirs from elsewhere: nobody here vouches for it. */
  async #addressOf(arrived: Arrived, aadObjectId: string): Promise<string | undefined> {
    try {
      const member = memberSchema.parse(await this.#connector.member(referenceOf(arrived), arrived.from.id));
      const isForeign = this.#tenantId !== undefined && member.tenantId !== this.#tenantId;
      if (member.aadObjectId !== aadObjectId || isForeign || member.userRole === 'guest') return undefined;
      return member.email ?? member.userPrincipalName ?? undefined;
    } catch (error) {
      this.#log.warn({ err: asError(error) }, 'the directory of Teams could not be asked for a member of staff');
      return undefined;
    }
  }
}
