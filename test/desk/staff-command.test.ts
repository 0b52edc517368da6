import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts } from '../../desk/accounts.ts';
import { runScript } from '../support/command.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

const PASSWORD = 'blue-umbrella';

let house: DeskHouse;
beforeEach(async () => {
  house = await openDeskHouse();
});
afterEach(() => house.close());

const staff = (args: string[], { stdin = '', folder = house.folder } = {}) =>
  runScript('staff.ts', args, { folder, stdin });

const ADD = ['add', '--email', 'yamada@example.jp', '--name', '山田', '--role', 'agent'];

describe('npm run staff', () => {
  it('adds an account that can sign in at the running server', async () => {
    expect(await staff(ADD, { stdin: `${PASSWORD}\n` })).toEqual({
      code: 0,
      out: 'Added yamada@example.jp as agent.\n',
      err: '',
    });
    const accounts = new Accounts(house.database);
    expect(await accounts.signIn('yamada@example.jp', PASSWORD)).toMatchObject({ name: '山田', role: 'agent' });
    expect((await staff(['list'])).out).toBe('yamada@example.jp\tagent\t山田\n');
  });

  it('puts people into teams, and says of which the company has not told anything yet', async () => {
    const { code, out } = await staff([...ADD, '--team', 'cards', '--team', 'points'], { stdin: PASSWORD });
    expect([code, out.split('\n').slice(0, 3)]).toEqual([
      0,
      [
        'Added yamada@example.jp as agent.',
        'Teams of yamada@example.jp: cards, points.',
        'knowledge/desks.yaml names no team cards: nothing can be passed to it yet.',
      ],
    ]);
    expect((await staff(['list'])).out).toBe('yamada@example.jp\tagent\t山田\tcards\tpoints\n');
    expect((await staff(['teams', '--email', 'yamada@example.jp'])).out).toBe('Teams of yamada@example.jp: none.\n');
  });

  it('adds the same address once', async () => {
    await staff(ADD, { stdin: PASSWORD });
    const again = await staff(ADD, { stdin: PASSWORD });
    expect([again.code, again.err]).toEqual([1, 'yamada@example.jp has an account already.\n']);
  });

  it('removes an account, puts its cases back into the queue, and can bring it back', async () => {
    await staff(ADD, { stdin: PASSWORD });
    const accounts = new Accounts(house.database);
    const { caseId } = await house.openCase();
    await house.desk.claim(caseId, await accounts.signIn('yamada@example.jp', PASSWORD));
    const removed = await staff(['remove', '--email', 'yamada@example.jp']);
    expect(removed.out).toBe('Removed yamada@example.jp. Cases back in the queue: 1.\n');
    expect((await house.desk.view(caseId)).row).toMatchObject({ status: 'waiting', assignee: null });
    expect((await staff(['list'])).out).toBe('There is no account yet.\n');
    expect((await staff(ADD, { stdin: 'green-umbrella' })).code).toBe(0);
    await expect(accounts.signIn('yamada@example.jp', 'green-umbrella')).resolves.toBeDefined();
  });

  it('sets a new password', async () => {
    await staff(ADD, { stdin: PASSWORD });
    const set = await staff(['password', '--email', 'yamada@example.jp'], { stdin: 'green-umbrella\n' });
    expect([set.code, set.out]).toEqual([0, 'The password of yamada@example.jp is set. Sessions ended: 0.\n']);
    const accounts = new Accounts(house.database);
    await expect(accounts.signIn('yamada@example.jp', 'green-umbrella')).resolves.toBeDefined();
  });

  it.each([
    [[], 2, /^No command\.\n\nStaff accounts/],
    [['paint'], 2, /^Not understood: paint/],
    [['add', '--email', 'a@example.jp', '--name', 'A', '--role', 'king'], 2, /--role must be one of agent/],
    [['add', '--name', 'A', '--role', 'admin'], 2, /--email is missing/],
    [['list', '--colour'], 2, /--colour/],
    [['add', '--email', 'nothing', '--name', 'A', '--role', 'admin'], 1, /nothing is not an e-mail address/],
    [['add', '--email', 'a@example.jp', '--name', 'A', '--role', 'admin'], 1, /at least 10 characters/],
    [['remove', '--email', 'nobody@example.jp'], 1, /nobody@example.jp has no account/],
  ])('refuses %j with a plain reason', async (args, code, reason) => {
    const result = await staff(args, { stdin: 'short' });
    expect([result.code, result.out]).toEqual([code, '']);
    expect(result.err).toMatch(reason);
    expect(result.err).not.toMatch(/\n {4}at /);
  });

  it('leaves a file that is no database as it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tobira-staff-'));
    writeFileSync(join(folder, 'tobira.db'), 'no database');
    const result = await staff(['list'], { folder });
    expect([result.code, result.err]).toEqual([1, expect.stringContaining('left as it is')]);
    rmSync(folder, { recursive: true });
  });
});
