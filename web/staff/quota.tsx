import { useEffect, useState } from 'preact/hooks';
import type { StaffApi } from './api.ts';
import type { Case, ChannelQuota } from './types.ts';
import { quotaInWords } from './words.ts';

/** What is left of the channel's month, where answers are counted; read anew with every change of the case. */
export function Quota({ api, shown }: { api: StaffApi; shown: Case }) {
  const [quota, setQuota] = useState<ChannelQuota['quota']>();
  const { channel } = shown;
  useEffect(() => {
    if (channel !== 'line') return setQuota(undefined);
    api.quotas().then(
      (all) => setQuota(all.find((one) => one.channel === channel)?.quota),
      // Without it one can work all the same; that the server is gone is told elsewhere.
      () => setQuota(undefined),
    );
  }, [api, shown]);
  if (!quota) return null;
  return <p class={`quota${quota.exhausted ? ' over' : ''}`}>{quotaInWords(quota)}</p>;
}
