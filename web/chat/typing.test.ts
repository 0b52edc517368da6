import type { Activity } from './activity.ts';
import { typingAfter } from './typing.ts';

const NOW = 1_000_000;
const bot = { id: 'tobira', name: 'Tobira', role: 'bot' };
const staff = { id: 's1', name: '佐藤', role: 'bot' };
const typing = (from: Activity['from']): Activity => ({ type: 'typing', from });

describe('the sign that somebody is writing', () => {
  it('says who writes, and for how long that may be believed', () => {
    expect(typingAfter(undefined, typing(staff), NOW)).toEqual({ name: '佐藤', speaker: 'staff', until: NOW + 5_000 });
  });

  it('goes with the message', () => {
    const sign = typingAfter(undefined, typing(bot), NOW);
    expect(typingAfter(sign, { type: 'message', from: bot, text: 'はい。' }, NOW)).toBeUndefined();
  });

  it('goes with the message of staff too, whose sign does not carry the account’s id', () => {
    const sign = typingAfter(undefined, typing({ id: 'staff', name: '佐藤', role: 'bot' }), NOW);
    expect(typingAfter(sign, { type: 'message', from: staff, text: 'はい。' }, NOW)).toBeUndefined();
  });

  it('stays while the member goes on writing', () => {
    const sign = typingAfter(undefined, typing(staff), NOW);
    expect(typingAfter(sign, { type: 'message', from: { id: 'u', role: 'user' }, text: 'あと' }, NOW)).toBe(sign);
  });

  it('is never made of one’s own writing', () => {
    expect(typingAfter(undefined, typing({ id: 'u', role: 'user' }), NOW)).toBeUndefined();
  });
});
