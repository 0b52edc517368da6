import { join } from 'node:path';
import { loadKnowledge } from '../../knowledge/knowledge.ts';
import { measureService, reachedInDraws, type ServiceResult } from './measure.ts';

/** `npm run -s bench:diagnosis` prints these numbers; docs/diagnosis.md says what each of them means. */
/** Searched less deep than the benchmark does, for speed; the means move by less than 0.1 questions. */
const LEAST = 10 / 100;
const knowledge = loadKnowledge(join(import.meta.dirname, '..', '..', 'knowledge'));

describe.each(knowledge.services().map(({ id }) => id))(
  'the diagnosis of %s, over 200 people for each cause',
  (service) => {
    let result: ServiceResult;

    beforeAll(() => {
      result = measureService(knowledge, service, LEAST);
    }, 120_000);

    it('gives at least 95 % of the people with each cause the right remedy, within three causes', () => {
      const behind = result.ours.byCause.filter(({ reached }) => reached < 0.95);
      expect(behind.map(({ cause, reached }) => `${cause.id} ${reached}`)).toEqual([]);
    });

    it('does so for other people as well: over ten more draws no cause has a mean below 96.5 %', () => {
      const means = [...reachedInDraws(knowledge, service, 10)].map(([cause, shares]) => ({
        cause,
        reached: shares.reduce((sum, value) => sum + value, 0) / shares.length,
      }));
      expect(means.filter(({ reached }) => reached < 0.965)).toEqual([]);
    });

    it('gives three out of four the right remedy at once', () => {
      expect(result.ours.atOnce).toBeGreaterThanOrEqual(0.75);
    });

    it('asks at most 1.1 times as many questions as the best decision tree', () => {
      expect(result.ours.questions).toBeLessThanOrEqual(1.1 * result.tree.questions);
    });

    it('is not better than the best decision tree, as far as 200 people can tell', () => {
      expect(result.tree.questions).toBeLessThanOrEqual(1.02 * result.ours.questions);
    });

    it('asks at most 0.6 times as many questions as the fixed order', () => {
      expect(result.ours.questions).toBeLessThanOrEqual(0.6 * result.fixed.questions);
    });
  },
);
