import type { DiagnosisThread, Memory, ProcedureThread, ServiceThread, Subject, Thread } from './memory.ts';
import type { Turn } from './turn.ts';

/** What waits for the person now. */
export function openThread({ memory }: Turn): Thread | undefined {
  return memory.threads.at(-1);
}

export function openDiagnosis(turn: Turn): DiagnosisThread | undefined {
  const thread = openThread(turn);
  return thread?.kind === 'diagnosis' ? thread : undefined;
}

export function openProcedure(turn: Turn): ProcedureThread | undefined {
  const thread = openThread(turn);
  return thread?.kind === 'procedure' ? thread : undefined;
}

export function openService(turn: Turn): ServiceThread | undefined {
  const thread = openThread(turn);
  return thread?.kind === 'service' ? thread : undefined;
}

export function push({ memory }: Turn, thread: Thread): void {
  memory.threads.push(thread);
}

/** Ends what waits now; what lay beneath waits again. */
export function pop({ memory }: Turn): void {
  memory.threads.pop();
}

export function clear({ memory }: Turn): void {
  memory.threads = [];
}

/** Gives up what lies above the last thread of a kind. Returns whether there is one. */
export function dropAbove({ memory }: Turn, kind: Thread['kind']): boolean {
  const at = memory.threads.findLastIndex((thread) => thread.kind === kind);
  if (at >= 0) memory.threads.splice(at + 1);
  return at >= 0;
}

/** True when a procedure waits beneath what is open: a remedy that was asked for on the way. */
export function procedureBeneath(turn: Turn): boolean {
  return openDiagnosis(turn) !== undefined && turn.memory.threads.some(({ kind }) => kind === 'procedure');
}

/** Keeps what is spoken of now. */
export function speakOf(turn: Turn, kind: Subject['kind'], id: string): void {
  turn.memory.subject = { kind, id, service: turn.memory.service };
}

/** What was spoken of last, while its service is still the one in hand. */
export function subjectOf({ memory }: { memory: Memory }): Subject | undefined {
  return memory.subject && memory.subject.service === memory.service ? memory.subject : undefined;
}
