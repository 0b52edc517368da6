import { fileURLToPath } from 'node:url';
import legacy from '@vitejs/plugin-legacy';
import { defineConfig } from 'vite';
import { withoutInlineScripts } from './strict-pages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every browser that knows modules, back to 2018; what it lacks in language is translated, libraries are not needed. */
const MODULE_BROWSERS = ['chrome >= 64', 'edge >= 79', 'firefox >= 67', 'safari >= 11.1', 'ios >= 11.3'];

/** Browsers before modules: old Android and iOS phones. They get the same page with what they lack. */
const OLD_BROWSERS = ['chrome >= 44', 'android >= 5', 'ios >= 9', 'safari >= 9', 'firefox >= 45', 'edge >= 14'];

export default defineConfig({
  root: here('.'),
  base: '/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [
    legacy({ targets: OLD_BROWSERS, modernTargets: MODULE_BROWSERS, modernPolyfills: false }),
    withoutInlineScripts(),
  ],
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    cssTarget: ['chrome64', 'safari11.1'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: here('index.html'),
        check: here('check.html'),
        staff: here('staff.html'),
        reports: here('staff/reports.html'),
      },
      output: { chunkFileNames: 'assets/shared-[hash].js' },
    },
  },
});
