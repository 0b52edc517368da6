import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import type { Incoming } from '../bots/inbox.ts';
import { readConfig } from '../config.ts';
import { assemble, type Tobira } from '../index.ts';
import { prepareLanguage } from '../language/prepare.ts';
import { type ActivityRow, activitiesAfter } from '../store/queries/activities.ts';
import { insertConversation } from '../store/queries/conversations.ts';

/** The same bot in the terminal, on the same store: a case opened here waits on the staff console like any other. */
const root = join(import.meta.dirname, '..');
const POLL = 300;

class TerminalChat {
  readonly #tobira: Tobira;
  readonly #id = `terminal-${randomUUID()}`;
  #seen = 0;

  constructor(tobira: Tobira) {
    this.#tobira = tobira;
  }

  async open(): Promise<void> {
    await insertConversation(this.#tobira.database, {
      id: this.#id,
      channel: 'terminal',
      userId: 'terminal',
      reference: '{}',
      client: '{}',
      at: Date.now(),
    });
    await this.#accept({ type: 'conversationUpdate' });
  }

  say(text: string): Promise<void> {
    return this.#accept({ type: 'message', text });
  }

  /** Prints what bot and staff have said since. */
  async show(): Promise<void> {
    const rows = await activitiesAfter(this.#tobira.database, this.#id, this.#seen, 100);
    this.#seen = Number(rows.at(-1)?.sequence ?? this.#seen);
    for (const row of rows)
      if (row.type === 'message' && row.speaker !== 'member') stdout.write(`${inTerminal(row)}\n`);
  }

  async #accept(activity: Incoming['activity']): Promise<void> {
    const from = { id: 'terminal' };
    await this.#tobira.inbox.accept({ conversationId: this.#id, eventId: randomUUID(), from, activity });
    await this.#tobira.turns.run(this.#id);
    await this.show();
  }
}

function inTerminal(row: ActivityRow): string {
  const activity = JSON.parse(row.payload) as Incoming['activity'];
  const name = row.speaker === 'staff' ? `${activity.from?.name ?? ''}(担当者)` : '扉';
  const choices = (activity.suggestedActions?.actions ?? []).map((action, index) => `  ${index + 1}. ${action.title}`);
  return [`${name}: ${row.text.replaceAll('\n', '\n    ')}`, ...choices].join('\n');
}

await prepareLanguage({
  buildDir: join(root, 'build'),
  knowledgeDir: join(root, 'knowledge'),
  log: (line) => process.stderr.write(`${line}\n`),
});
// In a terminal a line is a message.
const tobira = await assemble(readConfig({ LOG_LEVEL: 'warn', PATIENCE: '0', ...process.env }));
const chat = new TerminalChat(tobira);
await chat.open();
const timer = setInterval(() => void chat.show(), POLL);
const lines = createInterface({ input: stdin, output: stdin.isTTY ? stdout : undefined, prompt: 'あなた: ' });
let open = true;
lines.once('close', () => {
  open = false;
});
lines.prompt();
for await (const line of lines) {
  await chat.say(line);
  // What comes through a pipe ends before its last line is answered.
  if (open) lines.prompt();
}
clearInterval(timer);
await tobira.close();
