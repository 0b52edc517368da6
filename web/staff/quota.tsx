import { useEffect, useState } from 'preact/hooks';
import type { StaffApi } from './api.ts';
import type { ChannelQuota } from './types.ts';

/** What is left of the channel's month, where answers are counted. */
export function Quota({ api, channel }: { api: StaffApi; channel: string }) {
  const [quota, setQuota] = useState<ChannelQuota['quota']>();
  useEffect(() => {
    if (channel !== 'line') return;
    api.quotas().then(
      (all) => setQuota(all.find((one) => one.channel === channel)?.quota),
      // Without it one can work all the same; that the server is gone is told elsewhere.
      () => setQuota(undefined),
    );
  }, [api, channel]);
  if (!quota) return null;
  return <p class={`quota${quota.exhausted ? ' over' : ''}`}>{inWords(quota)}</p>;
}

function inWords({ limit, remaining, exhausted }: ChannelQuota['quota']): string {
  if (exhausted) return 'LINEの今月の送信数を使い切りました。返信は、会員から次のメッセージが来たときに届きます。';
  if (limit === null || remaining === null) return 'LINEの今月の送信数に、上限はありません。';
  return `LINEの今月の送信数：残り${remaining.toLocaleString('ja-JP')}通（上限${limit.toLocaleString('ja-JP')}通）`;
}
