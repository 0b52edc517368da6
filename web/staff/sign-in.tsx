import { useEffect, useState } from 'preact/hooks';
import { Door } from '../shared/door.tsx';
import type { DeskProps } from './staff-page.tsx';

const REFUSED = '会社のアカウントでサインインできませんでした。権限については、管理者にお問い合わせください。';

export function SignIn({ store, view }: DeskProps) {
  const [busy, setBusy] = useState(false);
  const [oidc, setOidc] = useState(false);
  useEffect(() => {
    void store.attempt(async () => setOidc((await store.api.get<{ oidc: boolean }>('ways')).oidc));
  }, [store]);
  const refused = new URLSearchParams(location.search).get('sign-in') === 'refused';
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    await store.signIn(String(fields.get('email')).trim(), String(fields.get('password')));
    setBusy(false);
  };
  return (
    <main class="sign-in">
      <form onSubmit={submit}>
        <Door size={48} />
        <h1>担当者のサインイン</h1>
        <label for="email">メールアドレス</label>
        <input id="email" name="email" type="email" autocomplete="username" required />
        <label for="password">パスワード</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <p class="problem-words" role="alert">
          {view.problem ?? (refused && REFUSED)}
        </p>
        <button type="submit" class="button main" disabled={busy}>
          {busy ? 'サインインしています…' : 'サインイン'}
        </button>
        {oidc && (
          <a class="button company" href="/staff/api/oidc">
            会社のアカウントでサインイン
          </a>
        )}
      </form>
    </main>
  );
}
