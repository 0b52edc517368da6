import { useState } from 'preact/hooks';
import type { CaseProps } from './case-view.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import type { Case } from './types.ts';
import { channelName, serviceName, statusName } from './words.ts';

type Question = 'transfer' | 'return' | 'resolve';

/** What the case is, how it stands, and what can be done with it. */
export function CaseHead({ onTake, ...props }: CaseProps & { onTake: () => void }) {
  const { shown } = props;
  const [question, setQuestion] = useState<Question>();
  const ask = (next: Question) => {
    if (next === 'transfer') void props.store.refreshColleagues();
    setQuestion(next);
  };
  return (
    <header class="case-head">
      <button
        type="button"
        class="back button"
        onClick={() => {
          location.hash = '';
        }}
      >
        一覧へ戻る
      </button>
      <h2>
        {serviceName(shown.service)}
        <small>
          {channelName(shown.channel)}・{shown.id}
        </small>
      </h2>
      {shown.urgent && <p class="status urgent">至急</p>}
      <p class={`status ${shown.status}`}>{statusInWords(shown)}</p>
      <Actions {...props} onTake={onTake} onAsk={ask} />
      <Questions {...props} question={question} onClose={() => setQuestion(undefined)} />
    </header>
  );
}

function statusInWords(shown: Case): string {
  const who = shown.assignee ? `（${shown.assignee.name}）` : '';
  if (shown.hub !== null && shown.status !== 'closed') {
    return shown.hub === 'accepted' ? '外部の窓口が対応中' : '外部の窓口の返事待ち';
  }
  if (shown.lentProcedure) return `自動案内が手順を案内中${who}`;
  return `${shown.pausedAt ? '保留中' : statusName(shown.status)}${who}`;
}

function Actions({
  store,
  shown,
  staff,
  onTake,
  onAsk,
}: CaseProps & { onTake: () => void; onAsk: (question: Question) => void }) {
  const [busy, setBusy] = useState(false);
  const isMine = shown.status === 'open' && shown.assignee?.id === staff.id;
  const mayManage = isMine || (shown.status === 'open' && shown.hub === null && staff.role !== 'agent');
  // A hub that has broken down never says that it is done.
  const mayEndForHub = shown.status !== 'closed' && shown.hub !== null && staff.role !== 'agent';
  const once = async (work: () => Promise<unknown>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const claim = () => {
    onTake();
    return store.claim(shown.id);
  };
  return (
    <div class="actions">
      {shown.status === 'waiting' && shown.hub === null && (
        <button type="button" class="button main" disabled={busy} onClick={() => void once(claim)}>
          対応する
        </button>
      )}
      {isMine && shown.lentProcedure && (
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => void once(() => store.act(shown.id, 'take-back'))}
        >
          案内を終えて自分に戻す
        </button>
      )}
      {isMine && !shown.lentProcedure && (
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => void once(() => store.act(shown.id, 'pause', { paused: !shown.pausedAt }))}
        >
          {shown.pausedAt ? '再開する' : '保留にする'}
        </button>
      )}
      {mayEndForHub && (
        <button type="button" class="button" onClick={() => onAsk('resolve')}>
          外部の窓口に代わって終える
        </button>
      )}
      {mayManage && (
        <>
          <button type="button" class="button" onClick={() => onAsk('return')}>
            待機に戻す
          </button>
          <button type="button" class="button" onClick={() => onAsk('transfer')}>
            引き継ぐ
          </button>
          <button type="button" class="button main" onClick={() => onAsk('resolve')}>
            完了にする
          </button>
        </>
      )}
    </div>
  );
}

function Questions({
  store,
  view,
  shown,
  question,
  onClose,
}: CaseProps & { question: Question | undefined; onClose: () => void }) {
  if (question === 'transfer') {
    return (
      <TransferDialog
        colleagues={view.colleagues.filter(({ id }) => id !== shown.assignee?.id)}
        teams={view.settings.teams}
        onTransfer={(handover) => store.act(shown.id, 'to' in handover ? 'transfer' : 'return', handover)}
        onClose={onClose}
      />
    );
  }
  if (question === 'return') {
    const back = (given: { team: null; note: string }) => store.act(shown.id, 'return', given);
    return <ReturnDialog onReturn={back} onClose={onClose} />;
  }
  if (question === 'resolve') {
    const resolve = (found: object) => store.act(shown.id, 'resolve', found);
    return <ResolveDialog shown={shown} onResolve={resolve} onClose={onClose} />;
  }
  return null;
}
