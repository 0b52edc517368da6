import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

/** What the legacy plugin puts before modern chunks: an import from a `data:` address, which our policy forbids. */
const GUARD = /import\s*["'`]data:text\/javascript,[^;]*?(?:"[^"]*?";|\\"[^"]*?\\";)?if\(!import\.meta\.resolve\)throw Error\([^)]*\)["'`];/g;
const GUARD_FUNCTION = /export function __vite_legacy_guard\(\)\{[^}]*\}[^}]*\};/g;
const INLINE_SCRIPT = /<script((?:\s[^>]*)?)>([\s\S]+?)<\/script>/g;

/**
 * Makes the built pages fit `script-src 'self'`. The legacy plugin chooses between its two bundles with inline scripts
 * and `data:` imports; ours is written for every browser that knows modules, so `module` and `nomodule` choose alone.
 * What is left of its inline scripts goes into files. The build fails if anything inline remains.
 */
export function withoutInlineScripts(): Plugin {
  return {
    name: 'tobira-strict-pages',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const output of Object.values(bundle)) if (output.type === 'chunk') removeGuard(output);
        for (const page of Object.values(bundle)) {
          if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue;
          page.source = strict(String(page.source), (code) => {
            const fileName = `assets/boot-${createHash('sha256').update(code).digest('base64url').slice(0, 8)}.js`;
            this.emitFile({ type: 'asset', fileName, source: code });
            return `/${fileName}`;
          });
        }
      },
    },
  };
}

function removeGuard(chunk: Rolldown.OutputChunk): void {
  chunk.code = chunk.code.replace(GUARD, '').replace(GUARD_FUNCTION, '');
  if (chunk.code.includes('data:text/javascript')) throw new Error(`${chunk.fileName} imports from a data: address`);
}

function strict(html: string, toFile: (code: string) => string): string {
  const page = html
    .replace(/<script type="module">[\s\S]*?<\/script>\s*/g, '')
    .replace(INLINE_SCRIPT, (_whole, attributes: string, code: string) => {
      return `<script${attributes.replace(/\ssrc="[^"]*"/, '')} src="${toFile(code)}"></script>`;
    });
  if (/<script(?![^>]*\ssrc=)[^>]*>/.test(page) || /<style|\sstyle=|\son\w+=/.test(page)) {
    throw new Error('a page still holds inline script or style');
  }
  return page;
}
