import { useEffect, useState } from 'preact/hooks';
import type { Alerts } from './alerts.ts';
import { CaseView } from './case-view.tsx';
import type { DeskStore } from './desk-store.ts';
import type { DeskView } from './desk-view.ts';
import type { Drafts } from './drafts.ts';
import { Head } from './head.tsx';
import { followDesk } from './live.ts';
import { Queue } from './queue.tsx';
import { SignIn } from './sign-in.tsx';

export interface DeskProps {
  store: DeskStore;
  view: DeskView;
}

/** The console: sign in, then the queue on the left and the case on the right. */
export function StaffPage({ store, drafts, alerts }: { store: DeskStore; drafts: Drafts; alerts: Alerts }) {
  const [view, setView] = useState(store.view);
  useEffect(() => store.subscribe(setView), [store]);
  const { staff } = view;
  const signedIn = typeof staff === 'object';
  useEffect(() => (signedIn ? followDesk(store) : undefined), [store, signedIn]);
  const count = signedIn ? view.waiting.length : 0;
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}担当者の画面 | 扉 Tobira`;
  }, [count]);

  if (staff === 'unknown') return <Problem store={store} view={view} />;
  if (staff === 'nobody') return <SignIn store={store} view={view} />;
  const signOut = () => {
    drafts.clear();
    void store.signOut();
  };
  return (
    <div class={`console${view.selected ? ' with-case' : ''}`}>
      <Head store={store} staff={staff} live={view.live} alerts={alerts} onSignOut={signOut} />
      <Problem store={store} view={view} />
      <main class="desk">
        <Queue store={store} view={view} />
        <section class="case" aria-label="相談">
          {view.current ? (
            <CaseView
              key={view.current.id}
              store={store}
              view={view}
              shown={view.current}
              staff={staff}
              drafts={drafts}
            />
          ) : (
            <p class="nothing">{view.selected ? '読み込んでいます…' : '左の一覧から、相談を選んでください。'}</p>
          )}
        </section>
      </main>
    </div>
  );
}

/** What went wrong last, until it is read. */
function Problem({ store, view }: DeskProps) {
  return (
    <div class="problem-place" role="alert">
      {view.problem && (
        <p class="problem">
          <span>{view.problem}</span>
          <button type="button" class="button" onClick={() => store.dismissProblem()}>
            閉じる
          </button>
        </p>
      )}
    </div>
  );
}
