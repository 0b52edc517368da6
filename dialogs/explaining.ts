import type { Intent } from '../language/types.ts';
import type { ReadingKey } from '../reading/reading.ts';
import type { Action } from './action.ts';
import type { Decision } from './decide.ts';
import type { Explanation, Gate } from './explanation.ts';
import { outcomesOf } from './outcomes.ts';
import type { Turn } from './turn.ts';

const MOST_READINGS = 6;
const MOST_FEATURES = 8;

/** What the readings decided. */
export function explain(turn: Turn, { kind, readings }: Decision): void {
  turn.explanation = begun(turn, kind);
  if (kind !== 'unclear') turn.explanation.taken = readings.map(({ key }) => key);
}

/** A gate has met the message, whatever its readings are. */
export function explainGate(turn: Turn, gate: Gate): void {
  turn.explanation = { ...begun(turn, 'gate'), acts: [`gate:${gate}`] };
}

/** The same, and does what the gate is for. */
export function atGate(turn: Turn, gate: Gate, act: (turn: Turn) => void): void {
  explainGate(turn, gate);
  act(turn);
}

/** A button was picked: what it stands for, in the terms of readings. Called before it is done. */
export function explainButton(turn: Turn, action: Action): void {
  const key = keyOf(turn, action);
  turn.explanation = { ...begun(turn, 'button'), taken: key ? [key] : [], acts: [`button:${action.kind}`] };
}

/** An opening was taken for a need by the classifier of first messages. */
export function takenAs(turn: Turn, intent: Intent): void {
  if (turn.explanation) Object.assign(turn.explanation, { decision: 'act', taken: [`need:${intent}`] });
}

/** Nothing was taken after all; what was acted on already stays. */
export function notTaken({ explanation }: Turn): void {
  if (explanation?.acts.length === 0) Object.assign(explanation, { decision: 'unclear', taken: [] });
}

/** A person who waits for a human wrote: what was read. `decisive`: what decided for it. */
export function explainWaiting(turn: Turn, decisive: readonly string[]): void {
  turn.explanation = { ...begun(turn, 'waiting'), taken: turn.heard.taken.map(({ key }) => key) };
  if (turn.secrets.length > 0) explainGate(turn, 'secret_waiting');
  for (const { kind } of turn.requests) turn.explanation.acts.push(`did:${kind}`);
  addFeatures(turn, decisive);
}

/** The last words on a turn: what it came to, and what decided for the likeliest reading. */
export function closeExplanation(turn: Turn, decisive: readonly string[]): void {
  turn.explanation ??= begun(turn, 'unclear');
  const { acts } = turn.explanation;
  if (turn.secrets.length > 0) acts.unshift('secret');
  acts.push(...outcomesOf(turn));
  if (acts.length === 0) acts.push(turn.choices.length > 0 ? 'did:choices' : 'did:words');
  turn.explanation.acts = [...new Set(acts)];
  addFeatures(turn, decisive);
}

/** Where a reading decided, what decided for it goes first. */
function addFeatures({ explanation, text }: Turn, decisive: readonly string[]): void {
  if (!explanation || explanation.decision === 'button' || explanation.decision === 'gate') return;
  const features = decisive.filter((feature) => !quotes(feature, text)).map((feature) => `match:${feature}`);
  explanation.why = [...features, ...explanation.why].slice(0, MOST_FEATURES);
}

function begun(turn: Turn, decision: Explanation['decision']): Explanation {
  const { context, readings } = turn.heard;
  return {
    service: context.service ?? turn.memory.service,
    expect: context.expect,
    readings: readings
      .slice(0, MOST_READINGS)
      .map(({ key, probability }) => ({ key, probability: rounded(probability) })),
    taken: [],
    decision,
    why: featuresOf(turn),
    acts: [],
  };
}

/** What the decision looks at beside the readings. */
function featuresOf({ understanding, clauses }: Turn): string[] {
  const { intent, score, decision, entities, predicates } = understanding;
  const features = [
    ...(decision === 'abstain' ? [] : [`first:${intent}:${rounded(score)}`]),
    ...entities.map(({ type }) => `entity:${type}`),
    ...(predicates.some(({ negated }) => negated) ? ['negated'] : []),
    ...(predicates.some(({ question }) => question) ? ['asks'] : []),
    ...(clauses.length > 1 ? ['several_services'] : []),
  ];
  return [...new Set(features)].slice(0, MOST_FEATURES);
}

const PLAIN = /^[\x20-\x7e]{1,80}$/;

/** Whether a feature holds, or may hold, words of the message: only names of plain letters that stand nowhere in it are kept. */
function quotes(feature: string, text: string): boolean {
  const said = text.normalize('NFKC').toLowerCase();
  return (
    !PLAIN.test(feature) ||
    feature.split(/[:/=\s]/).some((part) => part.length > 2 && said.includes(part.toLowerCase()))
  );
}

function rounded(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}

function keyOf({ heard, memory }: Turn, action: Action): ReadingKey | undefined {
  switch (action.kind) {
    case 'answer':
      return heard.context.question && `book:${heard.context.question}:${action.answer ?? '?'}`;
    case 'intent':
      return `need:${action.intent}`;
    case 'open':
      return targetOf(action.target);
    case 'result':
      return action.solved ? 'result:worked' : 'result:failed';
    case 'step':
      return `move:${action.move}`;
    case 'service':
      return `service:${action.service ?? '?'}`;
    case 'reported':
      return action.reported ? 'reported:+' : 'reported:-';
    case 'reading':
      return action.key;
    case 'human':
      return 'human';
    case 'continue':
      return memory.paused ? `procedure:${memory.paused.procedure}` : undefined;
    default:
      return undefined;
  }
}

function targetOf({ topic, procedure, cause, human }: Extract<Action, { kind: 'open' }>['target']): ReadingKey {
  if (human) return 'human';
  if (topic) return `topic:${topic}`;
  if (procedure) return `procedure:${procedure}`;
  return cause ? `cause:${cause}:+` : 'need:login_failed';
}
