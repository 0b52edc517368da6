import type { Knowledge } from '../knowledge/knowledge.ts';
import type { AnswerChoice } from '../knowledge/schema.ts';
import type { ServiceId } from '../language/types.ts';
import { partsOf, type ReadingKey } from '../reading/reading.ts';

/** One of the answers of a question; undefined when there is no such question or answer. */
export function answerTo(
  knowledge: Knowledge,
  service: ServiceId | null,
  question: string,
  answer: string | null | undefined,
): AnswerChoice | undefined {
  return knowledge.question(service, question)?.answers.find(({ id }) => id === answer);
}

/** The answer that a reading books; undefined for readings of other kinds. */
export function answerRead(knowledge: Knowledge, service: ServiceId | null, key: ReadingKey): AnswerChoice | undefined {
  const [kind, question = '', answer] = partsOf(key);
  return kind === 'book' ? answerTo(knowledge, service, question, answer) : undefined;
}
