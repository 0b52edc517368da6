import { rmSync } from 'node:fs';
import type { Activity } from 'botbuilder';
import type { Config } from '../../config.ts';
import { type Running, startTobira } from '../../index.ts';
import { testConfig } from '../support/tobira.ts';
import { BOT, Cloud, type Shown, TENANT } from './cloud.ts';

export const STAFF_CHANNEL = '19:staff0001@thread.tacv2';

/** A whole Tobira with its doors open to a cloud of our own. */
export class TeamsHouse {
  readonly cloud: Cloud;
  tobira: Running;
  #config: Config & { DATA_DIR: string };

  private constructor(cloud: Cloud, tobira: Running, config: Config & { DATA_DIR: string }) {
    this.cloud = cloud;
    this.tobira = tobira;
    this.#config = config;
  }

  static async open(environment: Record<string, string> = {}): Promise<TeamsHouse> {
    const cloud = await Cloud.open();
    const config = testConfig({ ...cloud.environment, TEAMS_STAFF_CHANNEL: STAFF_CHANNEL, ...environment });
    return new TeamsHouse(cloud, await startTobira(config), config);
  }

  /** Ends the process, as far as one process can, and begins a new one on the same store. */
  async restart(): Promise<void> {
    await this.tobira.close();
    this.tobira = await startTobira(this.#config);
  }

  async close(): Promise<void> {
    await this.tobira.close();
    await this.cloud.close();
    rmSync(this.#config.DATA_DIR, { recursive: true, force: true });
  }

  /** Brings an activity, with a token that fits unless another is given. `''` brings none. */
  async bring(activity: object, token?: string): Promise<{ status: number; body: unknown }> {
    const bearer = token ?? (await this.cloud.token());
    const response = await fetch(`${this.tobira.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }
}

let events = 0;

/** Somebody in Teams, in one conversation. */
export class Person {
  readonly house: TeamsHouse;
  readonly account: { id: string; name: string; aadObjectId: string };
  readonly conversation: { id: string; conversationType: string; tenantId: string; isGroup?: boolean };
  #heard = 0;

  constructor(house: TeamsHouse, parts: { name?: string; conversation?: string; type?: string } = {}) {
    this.house = house;
    const number = ++events;
    const name = parts.name ?? `会員${number}`;
    this.account = { id: `29:${name}-${number}`, name, aadObjectId: `aad-${name}-${number}` };
    const conversationType = parts.type ?? 'personal';
    this.conversation = { id: parts.conversation ?? `a:${number}`, conversationType, tenantId: TENANT };
    if (conversationType !== 'personal') this.conversation.isGroup = true;
  }

  activity(changes: Record<string, unknown>) {
    return {
      type: 'message',
      id: `${1_600_000_000_000 + ++events}`,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.house.cloud.serviceUrl,
      from: this.account,
      recipient: BOT,
      conversation: this.conversation,
      channelData: { tenant: { id: TENANT } },
      locale: 'ja-JP',
      ...changes,
    };
  }

  async comes(): Promise<Activity[]> {
    await this.bring({ type: 'conversationUpdate', membersAdded: [BOT] });
    return this.hears(1);
  }

  /** Says something; returns what is answered. */
  async says(text: string, answers = 1): Promise<Activity[]> {
    await this.bring({ text });
    return this.hears(answers);
  }

  async bring(changes: Record<string, unknown>, token?: string) {
    return this.house.bring(this.activity(changes), token);
  }

  /** Presses the button of a card that carries these words. */
  async presses(activity: Activity | undefined, label: string, inputs: Record<string, unknown> = {}) {
    const button = buttonsOf(activity).find(({ title }) => title.includes(label));
    if (!button) throw new Error(`no button ${label} on ${JSON.stringify(activity)}`);
    const data = { ...button.data, ...inputs };
    return this.bring({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: button.verb, data }, trigger: 'manual' },
    });
  }

  /** What was said since one last listened, once it is at least so much and nothing more comes. */
  async hears(least: number): Promise<Activity[]> {
    const { cloud } = this.house;
    const news = () => cloud.in(this.conversation.id).slice(this.#heard);
    await eventually(news, (shown) => shown.length >= least);
    const shown = await settled(news);
    this.#heard += shown.length;
    return shown.map(({ activity }) => activity);
  }
}

export interface Button {
  title: string;
  type: string;
  verb: string;
  data: Record<string, unknown>;
  fallback: { type: string; data: Record<string, unknown> };
}

/** Every button of the cards of an activity, also within cards that open. */
export function buttonsOf(activity: Activity | undefined): Button[] {
  const found: Button[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type } = value as { type?: string };
    if (type === 'Action.Execute') found.push(value as Button);
    else for (const part of Object.values(value)) look(part);
  };
  // An activity with cards, or the answer to an invoke.
  look(activity?.attachments ?? activity?.value);
  return found;
}

/** All words that a person would read on it. */
export function readable(activity: Activity | undefined): string {
  return `${activity?.text ?? ''} ${JSON.stringify(activity?.attachments ?? [])}`;
}

/** Looks again until it is as wanted; the last look is returned in any case, for the test to say what is wrong. */
export async function eventually<Value>(
  look: () => Value | Promise<Value>,
  wanted: (value: Value) => boolean,
  most = 8_000,
): Promise<Value> {
  const until = Date.now() + most;
  for (;;) {
    const value = await look();
    if (wanted(value) || Date.now() > until) return value;
    await pause(15);
  }
}

async function settled(look: () => Shown[]): Promise<Shown[]> {
  for (let before = look(); ; ) {
    await pause(120);
    const now = look();
    if (now.length === before.length) return now;
    before = now;
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
