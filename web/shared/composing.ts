/** Some Safari versions send the Enter that ends a composition as an ordinary key just after it ended. */
const AFTER_COMPOSITION_MILLISECONDS = 60;

/** keyCode of a key that the input method has taken for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

export interface Key {
  key: string;
  keyCode: number;
  isComposing: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  timeStamp: number;
}

/** Tells the Enter that means "send" from the Enter that only confirms a Japanese word. One for each input field. */
export class ComposingGuard {
  #composing = false;
  #endedAt = Number.NEGATIVE_INFINITY;

  started(): void {
    this.#composing = true;
  }

  /** @param timeStamp of the compositionend event */
  ended(timeStamp: number): void {
    this.#composing = false;
    this.#endedAt = timeStamp;
  }

  /** True while the key belongs to the input method. */
  holds(key: Key): boolean {
    if (this.#composing || key.isComposing || key.keyCode === TAKEN_BY_INPUT_METHOD) return true;
    return key.timeStamp - this.#endedAt < AFTER_COMPOSITION_MILLISECONDS;
  }

  /**
   * True when the key means "send".
   * @param way `enter`: Enter alone; `modified`: Enter with Ctrl or ⌘
   */
  sends(key: Key, way: 'enter' | 'modified'): boolean {
    if (key.key !== 'Enter' || this.holds(key)) return false;
    const modified = key.ctrlKey || key.metaKey;
    return way === 'enter' ? !key.shiftKey : modified;
  }
}
