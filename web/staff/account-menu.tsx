import { useState } from 'preact/hooks';
import type { DeskStore } from './desk-store.ts';
import { Modal } from './modal.tsx';

interface AccountMenuProps {
  store: DeskStore;
  onSignOut: () => void;
  /** Every session of the account has ended. */
  onLeft: () => void;
}

/** One's own account: signing out here or everywhere, a new password. */
export function AccountMenu({ store, onSignOut, onLeft }: AccountMenuProps) {
  const [asking, setAsking] = useState(false);
  const everywhere = () => store.attempt(() => store.api.signOutEverywhere()).then((done) => done && onLeft());
  const change = async (fields: FormData) => {
    const [current, next] = [String(fields.get('current')), String(fields.get('next'))];
    // A wrong present password is answered like a failed sign-in; the session goes on.
    if (await store.attempt(() => store.api.newPassword(current, next), { signingIn: true })) onLeft();
  };
  return (
    <details class="account">
      <summary>アカウント</summary>
      <div>
        <button type="button" class="button" onClick={onSignOut}>
          サインアウト
        </button>
        <button type="button" class="button" onClick={() => setAsking(true)}>
          パスワードを変える
        </button>
        <button type="button" class="button" onClick={() => void everywhere()}>
          すべての端末からサインアウト
        </button>
      </div>
      {asking && (
        <Modal title="パスワードを変える" does="変える" onSubmit={change} onClose={() => setAsking(false)}>
          <label for="current">いまのパスワード</label>
          <input id="current" name="current" type="password" autocomplete="current-password" required />
          <label for="next">新しいパスワード（10文字以上）</label>
          <input id="next" name="next" type="password" autocomplete="new-password" minLength={10} required />
          <p>変えたあとは、すべての端末でサインインし直します。</p>
        </Modal>
      )}
    </details>
  );
}
