/**
 * Lines on stdin → one JSON object a line on stdout: what a message means after what was said before it.
 * A line: {"service":"saison"|"amex"|"promise"|null, "turns":["what the member wrote before", …], "text":"the message"}
 * A line that is none of these is answered with {"error", "line"}, and the exit code is 1.
 */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { contextOf } from '../dialogs/context.ts';
import { Conversation, newConversationState } from '../dialogs/conversation.ts';
import { decide } from '../dialogs/decide.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { prepareLanguage } from '../language/prepare.ts';
import { SERVICE_IDS } from '../language/types.ts';
import { loadLanguage } from '../language/understander.ts';
import { describe } from '../reading/describe.ts';
import { loadReader, prepareReader } from '../reading/prepare.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const options = { buildDir: folder('build'), knowledgeDir: folder('knowledge') };
const log = (line: string) => process.stderr.write(`${line}\n`);

const request = z.strictObject({
  service: z.enum(SERVICE_IDS).nullable().default(null),
  turns: z.array(z.string()).default([]),
  text: z.string(),
});

await prepareLanguage({ ...options, log });
await prepareReader({ ...options, log });
const knowledge = loadKnowledge(options.knowledgeDir);
const reader = loadReader({ buildDir: options.buildDir, knowledge, language: loadLanguage(options) });
const conversation = new Conversation({ reader, knowledge });
const A_MINUTE = 60_000;
const DECISIONS = { act: 'answer', ask: 'confirm', unclear: 'abstain' } as const;

let number = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  number++;
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answer(line, number))}\n`);
}

function answer(line: string, at: number): object {
  try {
    const { service, turns, text } = request.parse(JSON.parse(line));
    const state = newConversationState();
    state.memory.service = service;
    for (const [index, said] of turns.entries()) conversation.answer(state, { text: said, at: (index + 1) * A_MINUTE });
    const context = contextOf(state.memory, knowledge);
    const heard = reader.read(text, context);
    const decision = decide(heard, knowledge);
    const { explanation, messages } = conversation.answer(state, { text, at: (turns.length + 1) * A_MINUTE });
    return {
      context,
      readings: heard.readings.map(describe),
      decision: DECISIONS[decision.kind],
      taken: decision.readings.map(describe),
      why: reader.explain(heard),
      acts: explanation?.acts ?? [],
      says: messages.map((message) => message.text),
    };
  } catch (error) {
    process.exitCode = 1;
    return { error: faultOf(error), line: at };
  }
}

function faultOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'this is no JSON';
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues
    .map(({ path, message }) => `${path.map(String).join(' › ') || 'the line'}: ${message}`)
    .join('; ');
}
