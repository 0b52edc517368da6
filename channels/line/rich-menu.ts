import { join } from 'node:path';
import type { messagingApi } from '@line/bot-sdk';
import { saying } from './inbound.ts';

export const MENU_SIZE = { width: 2500, height: 1686 } as const;

/** By this name an earlier menu of ours is known again. */
export const MENU_NAME = 'Tobira';

/** The picture of the menu, kept with the code: it is drawn by `npm run line:picture`. */
export const MENU_PICTURE = join(import.meta.dirname, 'rich-menu.png');

export interface MenuEntry {
  /** What stands in the picture. */
  title: string;
  hint: string;
  /** What the person says by pressing it. */
  says: string;
}

/** What people come with most, from left to right and from top to bottom. */
export const MENU_ENTRIES: readonly [MenuEntry, MenuEntry, MenuEntry, MenuEntry] = [
  { title: 'ログインできない', hint: '原因を一緒に探します', says: 'ログインできない' },
  { title: '暗証番号を忘れた', hint: '確かめ方をご案内します', says: '暗証番号を忘れた' },
  { title: 'はじめて登録する', hint: '手順をひとつずつ', says: 'はじめて登録したい' },
  { title: '担当者に相談する', hint: '内容はそのまま引き継ぎます', says: '担当者に相談する' },
];

/** The menu as LINE takes it: four fields of the same size. */
export function richMenu(): messagingApi.RichMenuRequest {
  const [width, height] = [MENU_SIZE.width / 2, MENU_SIZE.height / 2];
  return {
    size: { ...MENU_SIZE },
    selected: true,
    name: MENU_NAME,
    chatBarText: 'お困りのことを選ぶ',
    areas: MENU_ENTRIES.map(({ title, says }, index) => ({
      bounds: { x: (index % 2) * width, y: Math.floor(index / 2) * height, width, height },
      action: { type: 'postback', label: title, data: saying(says), displayText: says },
    })),
  };
}
