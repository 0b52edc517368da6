import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Request, Response } from 'restify';
import { TobiraError } from '../errors.ts';
import { contentSecurityPolicy } from './headers.ts';
import type { OriginRules } from './origin.ts';
import type { Mount } from './server.ts';

const BUILT = join(import.meta.dirname, '..', 'build', 'web');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Forms of a file made beforehand, smallest first. */
const PACKED = [
  { encoding: 'br', extension: '.br' },
  { encoding: 'gzip', extension: '.gz' },
];

/** For the page that looks at what is typed: it can neither send nor submit anything. */
const NOTHING_LEAVES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Page {
  path: string;
  type: string;
  etag: string;
  plain: Buffer;
  packed: { encoding: string; bytes: Buffer }[];
}

/**
 * The built pages: `index.html` at `/`, `staff.html` at `/staff`, everything else under its own name. They are read once, and
 * only what was read then is ever served: no path leads anywhere else.
 * @throws TobiraError `not_prepared` when there is no build
 */
export function pages(config: OriginRules, folder: string = BUILT): Mount {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new TobiraError('not_prepared', `${join(folder, 'index.html')} is missing: run npm run build.`);
  }
  const built = filesOf(folder).map((name) => read(folder, name));
  return (server) => {
    for (const page of built) {
      const handler = async (req: Request, res: Response) => serve(page, req, res, config);
      server.get(page.path, handler);
      server.head(page.path, handler);
    }
  };
}

/** Names relative to the folder, with `/` between them. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}

function read(folder: string, name: string): Page {
  const plain = readFileSync(join(folder, name));
  const html = name.endsWith('.html');
  return {
    path: html ? `/${name.replace(/(^|\/)index\.html$|\.html$/, '')}` : `/${name}`,
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(plain).digest('base64url')}"`,
    plain,
    packed: PACKED.filter(({ extension }) => existsSync(join(folder, name + extension))).map(
      ({ encoding, extension }) => ({ encoding, bytes: readFileSync(join(folder, name + extension)) }),
    ),
  };
}

function serve(page: Page, req: Request, res: Response, config: OriginRules): void {
  // The member pages may be shown inside the sites that are allowed to, the staff console nowhere.
  const embeddable = !/^\/staff(\/|$)/.test(page.path);
  const policy = page.path === '/check' ? NOTHING_LEAVES : contentSecurityPolicy(req, config, { embeddable });
  res.setHeader('Content-Security-Policy', policy);
  // Chromium tells the system's version only to those who ask for it. Staff are asked nothing.
  if (embeddable && page.path === '/') res.setHeader('Accept-CH', 'Sec-CH-UA-Platform-Version');
  // Names under /assets/ carry a hash of what they hold.
  const lasting = page.path.startsWith('/assets/');
  res.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
  res.setHeader('ETag', page.etag);
  res.setHeader('Vary', 'Accept-Encoding');
  if (req.headers['if-none-match'] === page.etag) {
    res.sendRaw(304, '');
    return;
  }
  const accepted = String(req.headers['accept-encoding'] ?? '').split(/\s*,\s*/);
  const packed = page.packed.find(({ encoding }) => accepted.some((one) => one === encoding));
  if (packed) res.setHeader('Content-Encoding', packed.encoding);
  const body = packed?.bytes ?? page.plain;
  res.sendRaw(200, body, { 'Content-Type': page.type, 'Content-Length': String(body.length) });
}
