import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUILT = join(import.meta.dirname, '..', 'build', 'web');

/** Bytes of script, gzipped, that a modern browser loads for the page. */
function scriptOf(page: string): number {
  const html = readFileSync(join(BUILT, page), 'utf8');
  const modules = html.matchAll(/<(?:script type="module"|link rel="modulepreload")[^>]* (?:src|href)="([^"]+)"/g);
  const names = [...modules].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(0);
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(join(BUILT, name)), { level: 9 }).length, 0);
}

describe('the script of the pages that members open', () => {
  it.each([
    ['index.html', 40 * 1024],
    ['check.html', 5 * 1024],
  ])('of %s stays small', (page, budget) => {
    expect(scriptOf(page)).toBeLessThanOrEqual(budget);
  });
});
