import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import kuromoji, { type Tokenizer } from 'kuromoji';
import { loadDictionary } from './dictionary.ts';
import { ownWords } from './dictionary-builder.ts';
import { normalise } from './normalise.ts';
import { prepareWords } from './prepare.ts';
import { TEST_OPTIONS } from './testing.ts';
import { createTokeniser, type Tokeniser } from './tokeniser.ts';

let folder: string;
let tokeniser: Tokeniser;
beforeAll(async () => {
  folder = join(TEST_OPTIONS.buildDir, await prepareWords(TEST_OPTIONS));
  tokeniser = createTokeniser(loadDictionary(folder));
});

const surfaces = (text: string): string[] => tokeniser.tokenise(text).map((token) => token.surface);

describe('the dictionary', () => {
  it('has each of our words as one token in running text', () => {
    const words = ownWords(join(TEST_OPTIONS.knowledgeDir, 'dictionary')).map((line) => line.split(',')[0] ?? '');
    const running = (word: string) => normalise(`昨日から${word}が使えません`).text;
    const asNormalised = (word: string) => running(word).slice('昨日から'.length, -'が使えません'.length);
    const broken = words.filter((word) => !surfaces(running(word)).includes(asNormalised(word)));
    expect(broken).toEqual([]);
  });

  it('refuses a word list with a line of another shape, naming the place', () => {
    const lists = mkdtempSync(join(tmpdir(), 'words-'));
    writeFileSync(join(lists, 'bad.csv'), 'surface,reading,kind\nログイン,ログイン,verb\n');
    expect(() => ownWords(lists)).toThrow('bad.csv:2');
    rmSync(lists, { recursive: true });
  });
});

describe('the tokeniser', () => {
  it('reads dialect and jargon that kuromoji as shipped does not', () => {
    expect(surfaces('ネットアンサーログインできん')).toEqual(['ネットアンサー', 'ログイン', 'でき', 'ん']);
  });

  it('gives offsets into the text, also after characters outside the basic plane', () => {
    const text = '😀𠮷野家でパスワードを忘れた。セゾン!。次';
    for (const token of tokeniser.tokenise(text)) expect(text.slice(token.start, token.end)).toBe(token.surface);
    expect(surfaces(text).join('')).toBe(text);
  });

  it('gives the words that kuromoji itself gives with the same dictionary', async () => {
    const packed = mkdtempSync(join(tmpdir(), 'kuromoji-'));
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.dat'))) {
      writeFileSync(join(packed, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 1 }));
    }
    const original = await new Promise<Tokenizer>((resolve, reject) => {
      kuromoji.builder({ dicPath: packed }).build((error, built) => (error ? reject(error) : resolve(built)));
    });
    rmSync(packed, { recursive: true });
    const corpus = readFileSync(join(TEST_OPTIONS.knowledgeDir, 'corpus', 'base.jsonl'), 'utf8')
      .trim()
      .split('\n');
    for (const line of corpus.filter((_, index) => index % 10 === 0)) {
      const { text } = normalise(JSON.parse(line).text);
      expect(surfaces(text)).toEqual(original.tokenize(text).map((token) => token.surface_form));
    }
  });
});
