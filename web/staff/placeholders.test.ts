import { fillIn, withSource } from './placeholders.ts';

const CASE = { id: 'K7QM-2XPD', service: 'amex' };

describe('a ready-made text', () => {
  it('gets the names it stands for, every time', () => {
    const text = '{担当者}です。{サービス}の件、{受付番号}。{担当者}';
    expect(fillIn(text, CASE, { name: '山田' })).toBe('山田です。アメックスの件、K7QM-2XPD。山田');
  });

  it('keeps what is no placeholder', () => {
    expect(fillIn('{名前}と{}', CASE, { name: '山田' })).toBe('{名前}と{}');
  });

  it('is not filled in by what a name holds', () => {
    expect(fillIn('{担当者}', CASE, { name: '$&{受付番号}' })).toBe('$&{受付番号}');
  });

  it('carries its document, when it has one', () => {
    expect(withSource('使えます。', 'ガイド(2026-11-22 確認)')).toBe('使えます。\n（出典：ガイド(2026-11-22 確認)）');
    expect(withSource('こんにちは。', '')).toBe('こんにちは。');
  });
});
