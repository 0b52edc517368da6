import { EventEmitter } from 'node:events';

/** A change that open pages of this process want to know of at once. What it says is always read from the store. */
export interface LiveEvents {
  /** Something was added to the conversation. */
  activity: [conversationId: string];
  /** The bot has begun to answer, or a member of staff is writing. */
  typing: [conversationId: string, speaker: 'bot' | 'staff', name: string];
  /** The member is writing; told only by channels that know it. A piece of a message waits longer for its rest then. */
  writing: [conversationId: string];
  /** A case was opened, changed or closed, or its conversation went on. */
  case: [caseId: string];
}

/** In-process fan-out. With several nodes, the store's notifications feed it. */
export class Live extends EventEmitter<LiveEvents> {
  constructor() {
    super();
    // One listener an open page; there is no leak to warn of.
    this.setMaxListeners(0);
  }
}
