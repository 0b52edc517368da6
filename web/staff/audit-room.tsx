import { useEffect, useState } from 'preact/hooks';
import { clockTime, dayName } from '../shared/clock.ts';
import type { AuditEntry } from './report-types.ts';
import type { RoomProps } from './reports-page.tsx';

const ACTIONS: Readonly<Record<string, string>> = {
  looked: '相談を見た',
  searched: '検索した',
  claimed: '対応を始めた',
  message: '返信した',
  note: 'メモを残した',
  transferred: '引き継いだ',
  returned: '待機に戻した',
  paused: '保留にした',
  resumed: '再開した',
  lent: '自動案内に任せた',
  taken_back: '自動案内から戻した',
  raised: '急ぎに変わった',
  resolved: '完了にした',
  labelled: '言葉に意味をつけた',
  exported: 'ファイルに保存した',
  signed_in: 'サインインした',
  sign_in_failed: 'サインインに失敗した',
  sign_in_refused: 'サインインを断られた',
  locked_out: 'サインインの失敗が続き、しばらく止められた',
  account_added: 'アカウントが作られた',
  account_removed: 'アカウントが削除された',
  password_reset: 'パスワードが作り直された',
  teams_set: '所属チームを決めた',
  signed_out: 'サインアウトした',
  signed_out_everywhere: 'すべての端末からサインアウトした',
  password_changed: 'パスワードを変えた',
};

/** Of an address without an account only a mark is kept by which it can be told again. */
function accountInWords(account: string): string {
  return account.startsWith('#') ? `登録のないアドレス ${account}` : account;
}

/** Who looked at what and did what, newest first. */
export function AuditRoom({ api, attempt }: RoomProps) {
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const read = (before: string) =>
    attempt(async () => {
      const next = await api.get<{ entries: AuditEntry[] }>(`audit${before}`);
      setEntries((now) => [...(before === '' ? [] : now), ...next.entries]);
    });
  useEffect(() => void read(''), []);
  const oldest = entries[entries.length - 1];
  return (
    <>
      <p>だれが何を見て、何をしたかの記録です。この画面から消したり、書き換えたりすることはできません。</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: one must be able to scroll it by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="操作の記録">
        <table>
          <thead>
            <tr>
              <th scope="col">日時</th>
              <th scope="col">担当者</th>
              <th scope="col">操作</th>
              <th scope="col">相談</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>
                  {dayName(Date.parse(entry.at))} {clockTime(Date.parse(entry.at))}
                </td>
                <td>{entry.staff?.name ?? '—'}</td>
                <td class="words">
                  {ACTIONS[entry.action] ?? entry.action}
                  {entry.detail.account && <small> （{accountInWords(entry.detail.account)}）</small>}
                </td>
                <td>{entry.caseId && <a href={`/staff#${encodeURIComponent(entry.caseId)}`}>{entry.caseId}</a>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {oldest && (
        <p>
          <button
            type="button"
            class="button"
            onClick={() => void read(`?before=${Date.parse(oldest.at)}&beforeId=${oldest.id}`)}
          >
            さらに前を表示
          </button>
        </p>
      )}
    </>
  );
}
