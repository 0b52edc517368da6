import type { CaseSummary, ChannelQuota, Line, Story } from './types.ts';

const SERVICES: Readonly<Record<string, string>> = { saison: 'セゾン', amex: 'アメックス', promise: 'プロミス' };
const CHANNELS: Readonly<Record<string, string>> = { directline: 'ウェブ', line: 'LINE', msteams: 'Teams' };
/** What the person's app can show. */
const ABILITIES: Readonly<Record<string, string>> = {
  directline: '文字とボタンを表示できます。',
  line: '文字とボタンを表示できます。返信は、今月の送信数に数えられることがあります。',
  msteams: '文字とボタンを表示できます。',
};
const STATUSES = { waiting: '待機中', open: '対応中', closed: '完了' } as const;
const RULED_OUT = {
  denied: 'ご本人が違うと回答',
  remedy_failed: '対処しても直らず',
  answered: '回答から除外',
} as const;
const RESULTS = { solved: '解決した', not_solved: '解決しなかった', unknown: '結果は聞けていない' } as const;

export const SERVICE_IDS = Object.keys(SERVICES);
export const CHANNEL_IDS = Object.keys(CHANNELS);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function serviceName(service: string | null): string {
  return service === null ? 'サービス不明' : (SERVICES[service] ?? service);
}

export function channelName(channel: string): string {
  return CHANNELS[channel] ?? channel;
}

export function channelAbility(channel: string): string {
  return ABILITIES[channel] ?? '文字を表示できます。';
}

/** How far a message has got. */
export function deliveryInWords({ status, reason }: NonNullable<Line['delivery']>): string {
  if (status === 'delivered') return '届きました';
  if (status === 'failed') return `届きませんでした${reason ? `（${reason}）` : ''}`;
  return reason ? `まだ届いていません。もう一度送っています（${reason}）` : '送っています';
}

export function statusName(status: CaseSummary['status']): string {
  return STATUSES[status];
}

export function ruledOutReason(reason: Story['ruledOut'][number]['reason']): string {
  return RULED_OUT[reason];
}

export function resultName(result: Story['tried'][number]['result']): string {
  return RESULTS[result];
}

/** 「約60%」: a reckoning, not a measurement, so in steps of five. */
export function likelihood(probability: number): string {
  return `約${Math.round(probability * 20) * 5}%`;
}

/** 「83 %」: how likely the bot thought a reading. It is never quite certain. */
export function percentInWords(probability: number): string {
  return probability < 0.01 ? '1\u00a0%未満' : `${Math.min(99, Math.round(probability * 100))}\u00a0%`;
}

export function failedTriesInWords(tries: Story['failedTries']): string | undefined {
  if (tries === null) return undefined;
  return tries === 'many' ? '何度も' : `${tries}回`;
}

/** 「1分未満」「12分」「3時間5分」「2日」 */
export function duration(milliseconds: number): string {
  if (milliseconds < MINUTE) return '1分未満';
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)}分`;
  if (milliseconds >= DAY) return `${Math.floor(milliseconds / DAY)}日`;
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  return `${Math.floor(milliseconds / HOUR)}時間${minutes > 0 ? `${minutes}分` : ''}`;
}

/** What is left of the month's messages on LINE. */
export function quotaInWords({ limit, remaining, exhausted, checkedAt }: ChannelQuota['quota']): string {
  if (exhausted) return 'LINEの今月の送信数を使い切りました。返信は、会員から次のメッセージが来たときに届きます。';
  if (checkedAt === null) return 'LINEの今月の送信数を、いま確かめられません。';
  if (limit === null || remaining === null) return 'LINEの今月の送信数に、上限はありません。';
  return `LINEの今月の送信数：残り${remaining.toLocaleString('ja-JP')}通（上限${limit.toLocaleString('ja-JP')}通）`;
}
