import { useState } from 'preact/hooks';
import { Door } from '../shared/door.tsx';
import { AccountMenu } from './account-menu.tsx';
import type { Alerts } from './alerts.ts';
import type { DeskStore } from './desk-store.ts';
import type { Colleague } from './types.ts';

interface HeadProps {
  store: DeskStore;
  staff: Colleague;
  live: boolean;
  alerts: Alerts;
  onSignOut: () => void;
}

/** Who one is, whether changes arrive, and how one wants to be told of them. */
export function Head({ store, staff, live, alerts, onSignOut }: HeadProps) {
  return (
    <header class="head">
      <Door size={32} />
      <h1>
        扉 <span lang="en">Tobira</span> <small>担当者の画面</small>
      </h1>
      <p class={`live ${live ? 'on' : 'off'}`} role="status">
        <span>{live ? '自動で更新しています' : '更新が止まっています。つなぎ直しています…'}</span>
      </p>
      <a href="/staff/reports">{staff.role === 'agent' ? '学習' : 'レポート'}</a>
      <AlertChoices alerts={alerts} />
      <p class="me">{staff.name}</p>
      <AccountMenu store={store} onSignOut={onSignOut} onLeft={() => store.left()} />
    </header>
  );
}

function AlertChoices({ alerts }: { alerts: Alerts }) {
  const [settings, setSettings] = useState(alerts.settings);
  const [refused, setRefused] = useState(false);
  const notify = async (wanted: boolean) => {
    setRefused(!(await alerts.setNotify(wanted)));
    setSettings(alerts.settings);
  };
  const sound = (wanted: boolean) => {
    alerts.setSound(wanted);
    setSettings(alerts.settings);
  };
  return (
    <fieldset class="alerts">
      <legend class="unseen">新しい相談のお知らせ</legend>
      <label>
        <input
          type="checkbox"
          checked={settings.notify}
          onChange={(event) => void notify(event.currentTarget.checked)}
        />
        通知
      </label>
      <label>
        <input type="checkbox" checked={settings.sound} onChange={(event) => sound(event.currentTarget.checked)} />音
      </label>
      <span class="problem-words" role="status">
        {refused && 'ブラウザーの設定で、通知が許可されていません。'}
      </span>
    </fieldset>
  );
}
