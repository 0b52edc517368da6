/** What the page reads of a Bot Framework activity. Whatever else it carries is ignored. */
export interface Activity {
  id?: string;
  type: string;
  /** ISO 8601, given by the server. */
  timestamp?: string;
  from?: { id?: string; name?: string; role?: string };
  text?: string;
  channelData?: { clientActivityID?: string; step?: Step; case?: { id: string } };
  suggestedActions?: { actions?: { title?: string; value?: unknown }[] };
  entities?: unknown[];
}

export interface ActivitySet {
  activities: Activity[];
  /** Where to go on after this set; absent: where one was. */
  watermark?: string | null;
}

/** Place within a procedure, such as 3 of 7. */
export interface Step {
  at: number;
  of: number;
  procedure: string;
}

/** A document that a statement rests on, shown as 出典. */
export interface Source {
  name: string;
  abstract: string;
  /** Only http and https; anything else is dropped. */
  url?: string;
}

export type Speaker = 'member' | 'bot' | 'staff';

/** The sender id of everything the bot says; whoever else answers is a member of staff. */
const BOT_ID = 'tobira';

export function speakerOf(activity: Activity): Speaker {
  if (activity.from?.role === 'user') return 'member';
  return activity.from?.id === BOT_ID || activity.from?.id === undefined ? 'bot' : 'staff';
}

/** Whether from here on people at the desk follow the conversation. */
export function bringsStaff(activity: Activity): boolean {
  return activity.channelData?.case !== undefined || speakerOf(activity) === 'staff';
}

/** The number at the end of `<conversation>|0000007`, which orders a conversation; undefined when there is none. */
export function sequenceOf(id: string | undefined): number | undefined {
  const digits = /\|(\d+)$/.exec(id ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What the quick replies of the activity send when they are pressed, in their order. */
export function choicesOf(activity: Activity): string[] {
  const actions = activity.suggestedActions?.actions ?? [];
  return actions
    .map(({ title, value }) => (typeof value === 'string' && value !== '' ? value : (title ?? '')))
    .filter(Boolean);
}

export function stepOf(activity: Activity): Step | undefined {
  const step = activity.channelData?.step;
  return step && step.of > 0 && step.at > 0 ? step : undefined;
}

/** Every citation of the activity, each document once. */
export function sourcesOf(activity: Activity): Source[] {
  const claims = (activity.entities ?? []).reduce<unknown[]>((all, entity) => all.concat(claimsOf(entity)), []);
  const sources: Source[] = [];
  for (const claim of claims) {
    const source = sourceOf(claim);
    if (source && !sources.some((known) => sameSource(known, source))) sources.push(source);
  }
  return sources;
}

function claimsOf(entity: unknown): unknown[] {
  const { type, citation } = (entity ?? {}) as { type?: unknown; citation?: unknown };
  return type === 'https://schema.org/Message' && Array.isArray(citation) ? citation : [];
}

function sourceOf(claim: unknown): Source | undefined {
  const appearance = (claim as { appearance?: { name?: unknown; abstract?: unknown; url?: unknown } } | null)
    ?.appearance;
  if (typeof appearance?.name !== 'string') return undefined;
  const { name, abstract, url } = appearance;
  return {
    name,
    abstract: typeof abstract === 'string' ? abstract : '',
    ...(typeof url === 'string' && /^https?:\/\//i.test(url) ? { url } : {}),
  };
}

function sameSource(one: Source, other: Source): boolean {
  return one.name === other.name && one.abstract === other.abstract;
}
