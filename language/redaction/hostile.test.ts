import { openLabel, redact } from '../redaction.ts';
import { APART } from './hostile/apart.ts';
import { APART_LOOK_ALIKES } from './hostile/apart-look-alikes.ts';
import { CARDS } from './hostile/cards.ts';
import { CODES } from './hostile/codes.ts';
import { LOOK_ALIKES } from './hostile/look-alikes.ts';
import { PASSWORDS } from './hostile/passwords.ts';
import { PERSONS } from './hostile/persons.ts';
import { PINS } from './hostile/pins.ts';
import { SCREENS } from './hostile/screens.ts';
import { TALK_OF_SECRETS } from './hostile/talk-of-secrets.ts';
import { HARMLESS_TALKS, HOSTILE_TALKS } from './hostile/talks.ts';

/** What is kept of messages that come one after the other. */
function keptOf(messages: readonly string[]): string[] {
  let before = '';
  return messages.map((message) => {
    before = redact(message, { after: openLabel(before) }).text;
    return before;
  });
}

const leaks = ([messages, gone]: [string[], string[]]): boolean =>
  gone.some((piece) => keptOf(messages).join('\n').includes(piece));

describe('redact, under attack', () => {
  it.each([...CARDS, ...PINS, ...PASSWORDS, ...CODES, ...PERSONS])(
    'takes the secret out of 「%s」',
    (message, gone) => {
      const { text } = redact(message);
      for (const piece of gone) expect(text).not.toContain(piece);
      expect(redact(text)).toEqual({ text, found: [] });
    },
  );

  it.each(HOSTILE_TALKS)('takes the secret out of the messages %j', (messages, gone) => {
    const kept = keptOf(messages).join('\n');
    for (const piece of gone) expect(kept).not.toContain(piece);
  });

  it.each([...LOOK_ALIKES, ...SCREENS, ...TALK_OF_SECRETS])(
    'leaves 「%s」 as it is, for it holds no secret',
    (message) => {
      expect(redact(message).text).toBe(message);
    },
  );

  it.each(HARMLESS_TALKS.map((talk) => [talk]))('leaves the messages %j as they are', (messages) => {
    expect(keptOf(messages)).toEqual(messages);
  });

  it('misses little of what it was not made with', () => {
    expect(APART.filter(leaks).length / APART.length).toBeLessThan(0.07);
  });

  it('takes little for a secret of what it was not made with', () => {
    const touched = APART_LOOK_ALIKES.filter((messages) => keptOf(messages).join() !== messages.join());
    expect(touched.length / APART_LOOK_ALIKES.length).toBeLessThan(0.02);
  });
});
