import { join } from 'node:path';
import { loadKnowledge } from '../../knowledge/knowledge.ts';
import { measureService, type ServiceResult } from './measure.ts';

/** `npm run -s bench:diagnosis` prints these numbers; docs/diagnosis.md says what each of them means. */
const knowledge = loadKnowledge(join(import.meta.dirname, '..', '..', 'knowledge'));

describe.each(knowledge.services().map(({ id }) => id))(
  'the diagnosis of %s, over 200 people for each cause',
  (service) => {
    let result: ServiceResult;

    beforeAll(() => {
      result = measureService(knowledge, service);
    }, 120_000);

    it('gives at least 95 % of the people the right remedy, within three causes', () => {
      expect(result.ours.reached).toBeGreaterThanOrEqual(0.95);
    });

    it('gives most of them the right remedy at once', () => {
      expect(result.ours.atOnce).toBeGreaterThanOrEqual(0.7);
    });

    it('leaves nobody behind for having a rare cause', () => {
      const behind = result.ours.byCause.filter(({ reached }) => reached < 0.85).map(({ cause }) => cause.id);
      expect(behind).toEqual([]);
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
