/** Draws the picture of LINE's rich menu with Chromium: `npm run line:picture`. The picture is kept with the code. */
import { writeFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Page, chromium as playwright } from 'playwright-core';
import { MENU_ENTRIES, MENU_PICTURE, MENU_SIZE } from '../channels/line/rich-menu.ts';
import { asError } from '../errors.ts';

/** One for each entry, drawn in a square of 48. */
const ICONS = [
  // A door that stands ajar.
  '<path d="M12 42V8h20v34M6 42h36"/><path d="M12 42V8l14 5v34z" fill="#14564f" stroke="none"/><circle cx="22" cy="28" r="2" fill="#e3efec" stroke="none"/>',
  // Four places for figures.
  '<rect x="3" y="15" width="42" height="18" rx="5"/><g fill="#14564f" stroke="none"><circle cx="11" cy="24" r="3"/><circle cx="20" cy="24" r="3"/><circle cx="29" cy="24" r="3"/><circle cx="38" cy="24" r="3"/></g>',
  // A card with a plus.
  '<path d="M40 26V14a4 4 0 0 0-4-4H8a4 4 0 0 0-4 4v20a4 4 0 0 0 4 4h16M4 19h36"/><path d="M37 31v14M30 38h14"/>',
  // A person who speaks.
  '<circle cx="18" cy="18" r="8"/><path d="M4 42c1-9 6-14 14-14s13 5 14 14"/><path d="M30 6h11a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4h-5l-5 5"/>',
];

const STYLE = `
  * { box-sizing: border-box; margin: 0; }
  body { width: ${MENU_SIZE.width}px; height: ${MENU_SIZE.height}px; display: grid; grid-template: 1fr 1fr / 1fr 1fr; gap: 8px;
    background: #c9d5d1; font-family: 'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', sans-serif; color: #1c2726; }
  section { background: #fff; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 44px; }
  svg { width: 300px; height: 300px; fill: none; stroke: #14564f; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
  h1 { font-size: 122px; font-weight: 700; }
  p { font-size: 68px; color: #52605e; }
`;

function html(): string {
  const sections = MENU_ENTRIES.map(
    ({ title, hint }, index) =>
      `<section><svg viewBox="0 0 48 48">${ICONS[index] ?? ''}</svg><h1>${title}</h1><p>${hint}</p></section>`,
  );
  return `<!doctype html><html lang="ja"><style>${STYLE}</style><body>${sections.join('')}</body></html>`;
}

/** Without a Japanese font every character is the same empty box. */
function hasJapanese(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const drawn = ['扉', '番'].map((character) => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      if (context) context.font = '60px sans-serif';
      context?.fillText(character, 10, 80);
      return canvas.toDataURL();
    });
    return drawn[0] !== drawn[1];
  });
}

async function draw(): Promise<Buffer> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
  });
  try {
    const page = await browser.newPage({ viewport: { ...MENU_SIZE } });
    await page.setContent(html());
    if (!(await hasJapanese(page)))
      throw new Error('There is no Japanese font here: install one, such as fonts-noto-cjk.');
    return await page.screenshot({ type: 'png' });
  } finally {
    await browser.close();
  }
}

try {
  const picture = await draw();
  writeFileSync(MENU_PICTURE, picture);
  console.log(`${MENU_PICTURE} (${Math.round(picture.length / 1024)} KB)`);
} catch (error) {
  console.error(asError(error).message);
  process.exitCode = 1;
}
