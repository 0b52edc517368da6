import { ComposingGuard, type Key } from './composing.ts';

const key = (change: Partial<Key> = {}): Key => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  timeStamp: 10_000,
  ...change,
});

describe('the Enter key', () => {
  it('sends when nothing is being composed', () => {
    expect(new ComposingGuard().sends(key(), 'enter')).toBe(true);
  });

  it('breaks the line together with Shift', () => {
    expect(new ComposingGuard().sends(key({ shiftKey: true }), 'enter')).toBe(false);
  });

  it('never sends while the event says that it is composing', () => {
    expect(new ComposingGuard().sends(key({ isComposing: true }), 'enter')).toBe(false);
  });

  it('never sends with keyCode 229, which browsers give to keys of the input method', () => {
    expect(new ComposingGuard().sends(key({ keyCode: 229 }), 'enter')).toBe(false);
  });

  it('never sends between the beginning and the end of a composition', () => {
    const guard = new ComposingGuard();
    guard.started();
    expect(guard.sends(key(), 'enter')).toBe(false);
  });

  it('does not send when it comes right after the composition that it ended, as in Safari', () => {
    const guard = new ComposingGuard();
    guard.started();
    guard.ended(9_995);
    expect(guard.sends(key({ timeStamp: 10_000 }), 'enter')).toBe(false);
  });

  it('sends again when it is pressed once more after the composition', () => {
    const guard = new ComposingGuard();
    guard.started();
    guard.ended(9_500);
    expect(guard.sends(key({ timeStamp: 10_000 }), 'enter')).toBe(true);
  });

  it('needs Ctrl or ⌘ where the person chose that', () => {
    const guard = new ComposingGuard();
    expect(guard.sends(key(), 'modified')).toBe(false);
    expect(guard.sends(key({ ctrlKey: true }), 'modified')).toBe(true);
    expect(guard.sends(key({ metaKey: true }), 'modified')).toBe(true);
  });

  it('lets other keys be', () => {
    expect(new ComposingGuard().sends(key({ key: 'a', keyCode: 65 }), 'enter')).toBe(false);
  });
});
