import { type Drawer, SessionKeeper } from './session.ts';

function drawer(): Drawer & { content: Map<string, string> } {
  const content = new Map<string, string>();
  return {
    content,
    getItem: (key) => content.get(key) ?? null,
    setItem: (key, value) => void content.set(key, value),
    removeItem: (key) => void content.delete(key),
  };
}

const session = { token: 't', conversationId: 'c' };

describe('the session in the browser', () => {
  it('is there again on the next visit', () => {
    const kept = drawer();
    new SessionKeeper(() => kept).keep(session);
    expect(new SessionKeeper(() => kept).read()).toEqual(session);
  });

  it('holds the token and the conversation, and nothing else', () => {
    const kept = drawer();
    const more = { ...session, streamUrl: 'wss://example.jp/', expiresIn: 1800 };
    new SessionKeeper(() => kept).keep(more);
    expect([...kept.content.values()].map((value) => JSON.parse(value))).toEqual([session]);
  });

  it('is gone once it is forgotten', () => {
    const kept = drawer();
    const keeper = new SessionKeeper(() => kept);
    keeper.keep(session);
    keeper.forget();
    expect(keeper.read()).toBeUndefined();
    expect(kept.content.size).toBe(0);
  });

  it('lasts as long as the page where the browser forbids storage', () => {
    const keeper = new SessionKeeper(() => {
      throw new Error('forbidden');
    });
    keeper.keep(session);
    expect(keeper.read()).toEqual(session);
    keeper.forget();
    expect(keeper.read()).toBeUndefined();
  });

  it('is none when what is kept is broken', () => {
    const kept = drawer();
    kept.setItem('tobira.session', '{"token":');
    expect(new SessionKeeper(() => kept).read()).toBeUndefined();
    kept.setItem('tobira.session', '{"token":1}');
    expect(new SessionKeeper(() => kept).read()).toBeUndefined();
  });
});
