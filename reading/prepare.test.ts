import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Language } from '../language/understander.ts';
import { loadReader, prepareReader, wantedReader } from './prepare.ts';

let folder: string;
let options: { buildDir: string; knowledgeDir: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tobira-prepare-'));
  options = { buildDir: join(folder, 'build'), knowledgeDir: join(folder, 'knowledge') };
  for (const name of ['build', 'knowledge/turns', 'knowledge/replies'])
    mkdirSync(join(folder, name), { recursive: true });
  write('build/language.json', JSON.stringify({ dictionary: 'dictionary-1', model: 'model-1.bin' }));
  write('knowledge/turns/a.jsonl', '');
  write('knowledge/sources.yaml', 'sources: []');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string) => writeFileSync(join(folder, name), content);

describe('preparing the reader', () => {
  it('does nothing when it is up to date', async () => {
    const wanted = wantedReader(options);
    write(`build/${wanted}`, 'trained');
    const said: string[] = [];
    const before = statSync(join(options.buildDir, wanted)).mtimeMs;
    await prepareReader({ ...options, log: (line) => said.push(line) });
    expect(said).toEqual([]);
    expect(statSync(join(options.buildDir, wanted)).mtimeMs).toBe(before);
    expect(JSON.parse(readFileSync(join(options.buildDir, 'reader.json'), 'utf8'))).toEqual({ reader: wanted });
  });

  it('removes what is old, and only its own', async () => {
    const old = ['reader-0123456789abcdef.bin', `reader-0123456789abcdef.bin.${'0'.repeat(36)}.tmp`, 'model-1.bin'];
    for (const name of [...old, 'reader-fedcba9876543210.bin']) write(`build/${name}`, '');
    for (const name of old) utimesSync(join(options.buildDir, name), 0, 0);
    write(`build/${wantedReader(options)}`, 'trained');
    await prepareReader(options);
    expect(old.map((name) => existsSync(join(options.buildDir, name)))).toEqual([false, false, true]);
    expect(existsSync(join(options.buildDir, 'reader-fedcba9876543210.bin'))).toBe(true);
  });

  it('wants another one after turns, knowledge or the language model have changed, not after notices', () => {
    const names = [wantedReader(options)];
    const changed = (name: string, content: string) => {
      write(name, content);
      names.push(wantedReader(options));
    };
    changed('knowledge/turns/a.jsonl', '{}');
    changed('knowledge/sources.yaml', 'sources: [ ]');
    changed('build/language.json', JSON.stringify({ dictionary: 'dictionary-1', model: 'model-2.bin' }));
    expect(new Set(names).size).toBe(4);
    for (const name of ['notices.yaml', 'desks.yaml', 'replies/a.yaml']) changed(`knowledge/${name}`, 'x: 1');
    expect(new Set(names).size).toBe(4);
  });

  it('says what to do first', async () => {
    expect(() => loadReader({ ...options, knowledge: {} as Knowledge, language: {} as Language })).toThrow(
      'run prepareReader',
    );
    rmSync(join(options.buildDir, 'language.json'));
    await expect(prepareReader(options)).rejects.toThrow('run prepareLanguage first');
  });
});
