import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const LOCK_FILE = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const BUILT = fileURLToPath(new URL('../build/web', import.meta.url));
const HASH_FILE = join(BUILT, '.hash');
const COMPRESSED = new Set(['.js', '.css', '.svg', '.html']);
const WORTH_COMPRESSING_BYTES = 1024;

export interface BuildPagesOptions {
  /** Builds even when nothing has changed. */
  force?: boolean;
  /** Is told in one line what is done; says nothing when nothing is to be done. */
  log?: (line: string) => void;
}

/**
 * Builds the pages into `build/web` when they are missing or older than their sources. The hash of the sources is
 * written last, so a build that was cut short is done again. Rejects when the sources do not build.
 */
export async function buildPages({ force = false, log }: BuildPagesOptions = {}): Promise<void> {
  const hash = await hashOfSources();
  if (!force && (await builtHash()) === hash) return;
  log?.('building the pages');
  // Loaded only here: a start with pages already built should not pay for a bundler.
  const { build } = await import('vite');
  await build({
    configFile: join(SOURCES, 'vite.config.ts'),
    configLoader: 'native',
    mode: 'production',
    logLevel: 'error',
  });
  // The pages without script are made by the server; only their look is a file.
  await copyFile(join(SOURCES, 'basic.css'), join(BUILT, 'basic.css'));
  await compressAll();
  await writeFile(HASH_FILE, hash);
}

async function builtHash(): Promise<string | undefined> {
  return readFile(HASH_FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(LOCK_FILE));
  for (const path of (await filesUnder(SOURCES)).sort()) {
    if (path.endsWith('.md') || path.includes('.test.')) continue;
    hash
      .update(path.slice(SOURCES.length))
      .update('\0')
      .update(await readFile(path));
  }
  return hash.digest('hex');
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Lays a `.br` and a `.gz` beside every file that is worth it, so that the server never compresses while it serves. */
async function compressAll(): Promise<void> {
  for (const path of await filesUnder(BUILT)) {
    if (!COMPRESSED.has(extname(path))) continue;
    const content = await readFile(path);
    if (content.byteLength <= WORTH_COMPRESSING_BYTES) continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, quality));
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}
