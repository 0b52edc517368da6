import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

/** What the legacy plugin puts before modern chunks: an import from a `data:` address, which our policy forbids. */
const GUARD = /^import'data:text\/javascript,[^']*';export function __vite_legacy_guard\(\)\{.*?\.next\(\)\};/;
const INLINE_SCRIPT = /<script([^>]*)>((?:(?!<\/script>)[\s\S])+)<\/script>/g;
const SCRIPT_WITHOUT_FILE = /<script(?![^>]*\ssrc=)[^>]*>/;
const INLINE_STYLE_OR_HANDLER = /<style|<[^>]+\s(?:style|on\w+)=/;

/**
 * Makes the built pages fit `script-src 'self'`. The legacy plugin chooses between its two bundles with inline scripts
 * and `data:` imports; ours is written for every browser that knows modules, so `module` and `nomodule` choose alone.
 * What is left of its inline scripts goes into files. The build fails if anything inline remains.
 */
export function withoutInlineScripts(): Plugin {
  return {
    name: 'tobira-strict-pages',
    enforce: 'post',
    renderChunk: { order: 'post', handler: (code) => ({ code: code.replace(GUARD, '') }) },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const page of Object.values(bundle)) {
          if (page.type === 'chunk') refuseGuard(page);
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

function refuseGuard(chunk: Rolldown.OutputChunk): void {
  if (/data:text\/javascript|__vite_legacy_guard/.test(chunk.code)) {
    throw new Error(`${chunk.fileName} still holds the guard of the legacy plugin`);
  }
}

function strict(html: string, toFile: (code: string) => string): string {
  const page = html
    .replace(/<script type="module">[\s\S]*?<\/script>\s*/g, '')
    .replace(INLINE_SCRIPT, (_whole, attributes: string, code: string) => {
      return `<script${attributes} src="${toFile(code)}"></script>`;
    });
  if (SCRIPT_WITHOUT_FILE.test(page) || INLINE_STYLE_OR_HANDLER.test(page)) {
    throw new Error('a page still holds inline script or style');
  }
  return page;
}
