/** Staff accounts from the terminal: `npm run staff -- add|teams|password|list|remove`. Works while the server is running. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { Accounts } from '../desk/accounts.ts';
import { TobiraError } from '../errors.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import type { StaffRole } from '../store/queries/staff.ts';
import { openSqlite } from '../store/sqlite.ts';
import { readPassword } from './read-password.ts';

const ROLES: readonly StaffRole[] = ['agent', 'supervisor', 'admin'];

const USAGE = `Staff accounts. The password is read from stdin.

  npm run staff -- add --email E --name N --role agent|supervisor|admin [--team T]…
  npm run staff -- teams --email E [--team T]…   the teams of knowledge/desks.yaml one belongs to; none: no team
  npm run staff -- password --email E     a new password; ends every session of the account
  npm run staff -- list
  npm run staff -- remove --email E       ends the account; its open cases wait in the queue again
`;

/** The command line does not say what to do. */
class UsageError extends Error {}

interface Options {
  email?: string | undefined;
  name?: string | undefined;
  role?: string | undefined;
  team?: string[] | undefined;
}

const COMMANDS: Record<string, (accounts: Accounts, options: Options) => Promise<string>> = {
  async add(accounts, options) {
    const [email, name] = [needed(options, 'email'), needed(options, 'name')];
    const role = ROLES.find((known) => known === options.role);
    if (!role) throw new UsageError(`--role must be one of ${ROLES.join(', ')}.`);
    await accounts.add({ email, name, role, password: await readPassword() });
    if (!options.team) return `Added ${email} as ${role}.`;
    return [`Added ${email} as ${role}.`, await joinTeams(accounts, email, options.team)].join('\n');
  },
  async teams(accounts, options) {
    return joinTeams(accounts, needed(options, 'email'), options.team ?? []);
  },
  async password(accounts, options) {
    const email = needed(options, 'email');
    const ended = await accounts.setPassword(email, await readPassword());
    return `The password of ${email} is set. Sessions ended: ${ended}.`;
  },
  async list(accounts) {
    const staff = await accounts.list();
    if (staff.length === 0) return 'There is no account yet.';
    const teams = await accounts.teams();
    const lines = staff.map((one) => [one.email, one.role, one.name, ...(teams.get(one.id) ?? [])]);
    return lines.map((line) => line.join('\t')).join('\n');
  },
  async remove(accounts, options) {
    const email = needed(options, 'email');
    const returned = await accounts.remove(email);
    return `Removed ${email}. Cases back in the queue: ${returned.length}.`;
  },
};

/** A team that the company has not named yet is kept: the file may be filled in later. That nothing reaches it is said. */
async function joinTeams(accounts: Accounts, email: string, teams: readonly string[]): Promise<string> {
  await accounts.setTeams(await accounts.idOf(email), teams, null);
  const known = loadKnowledge(join(import.meta.dirname, '..', 'knowledge')).teams;
  const unknown = teams.filter((team) => !known.some(({ id }) => id === team));
  const lines = [`Teams of ${email}: ${teams.join(', ') || 'none'}.`];
  for (const team of unknown)
    lines.push(`knowledge/desks.yaml names no team ${team}: nothing can be passed to it yet.`);
  return lines.join('\n');
}

function needed(options: Options, name: 'email' | 'name'): string {
  const value = options[name]?.trim();
  if (!value) throw new UsageError(`--${name} is missing.`);
  return value;
}

function readArguments() {
  try {
    const text = { type: 'string' } as const;
    const team = { type: 'string', multiple: true } as const;
    const options = { email: text, name: text, role: text, team, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function main(): Promise<string> {
  const { values, positionals } = readArguments();
  if (values.help) return USAGE.trimEnd();
  const [name = '', ...rest] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command || rest.length > 0)
    throw new UsageError(name === '' ? 'No command.' : `Not understood: ${positionals.join(' ')}`);
  const config = readConfig(process.env);
  const database = await openSqlite(join(config.DATA_DIR, 'tobira.db'));
  try {
    return await command(new Accounts(database), values);
  } finally {
    await database.close();
  }
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof TobiraError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
