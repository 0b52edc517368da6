import { useState } from 'preact/hooks';
import type { DeskStore, DeskView } from './desk-store.ts';
import type { Drafts } from './drafts.ts';
import { Notes } from './notes.tsx';
import { causeName } from './queue.tsx';
import { ReplyBox } from './reply-box.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { StoryView } from './story-view.tsx';
import { Transcript } from './transcript.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import type { Case, Colleague } from './types.ts';
import { channelName, serviceName, statusName } from './words.ts';

interface CaseProps {
  store: DeskStore;
  view: DeskView;
  shown: Case;
  staff: Colleague;
  drafts: Drafts;
}

/** One case: who, what was found out, what was said, and what can be done now. */
export function CaseView({ store, view, shown, staff, drafts }: CaseProps) {
  const [justTaken, setJustTaken] = useState(false);
  const isMine = shown.status === 'open' && shown.assignee?.id === staff.id;
  return (
    <>
      <CaseHead store={store} view={view} shown={shown} staff={staff} onTake={() => setJustTaken(true)} />
      <div class="case-body">
        <section class="talk-side" aria-label="会話">
          <Transcript lines={shown.transcript} />
          {isMine ? (
            <ReplyBox
              focused={justTaken}
              drafts={drafts}
              caseId={shown.id}
              onSend={(text) => store.message(shown.id, text)}
            />
          ) : (
            <p class="no-reply">{whyNoReply(shown)}</p>
          )}
        </section>
        <aside class="story-side" aria-label="これまでの経緯とメモ">
          <StoryView shown={shown} cause={causeName(view, shown)} />
          <Notes notes={shown.notes} onAdd={(text) => store.note(shown.id, text)} />
        </aside>
      </div>
    </>
  );
}

function whyNoReply({ status, assignee }: Case): string {
  if (status === 'waiting') return '「対応する」を押すと、返信できます。';
  if (status === 'closed') return 'この相談は完了しています。';
  return `${assignee?.name ?? 'ほかの担当者'}さんが対応しています。`;
}

function CaseHead({ store, view, shown, staff, onTake }: Omit<CaseProps, 'drafts'> & { onTake: () => void }) {
  const [dialog, setDialog] = useState<'transfer' | 'resolve'>();
  const [claiming, setClaiming] = useState(false);
  const mayManage = shown.status === 'open' && (shown.assignee?.id === staff.id || staff.role !== 'agent');
  const claim = async () => {
    setClaiming(true);
    onTake();
    await store.claim(shown.id);
    setClaiming(false);
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
      <p class={`status ${shown.status}`}>
        {statusName(shown.status)}
        {shown.assignee && `（${shown.assignee.name}）`}
      </p>
      <div class="actions">
        {shown.status === 'waiting' && (
          <button type="button" class="button main" disabled={claiming} onClick={claim}>
            対応する
          </button>
        )}
        {mayManage && (
          <button type="button" class="button" onClick={() => setDialog('transfer')}>
            引き継ぐ
          </button>
        )}
        {mayManage && (
          <button type="button" class="button main" onClick={() => setDialog('resolve')}>
            完了にする
          </button>
        )}
      </div>
      {dialog === 'transfer' && (
        <TransferDialog
          colleagues={view.colleagues.filter(({ id }) => id !== shown.assignee?.id)}
          onTransfer={(to) => store.transfer(shown.id, to)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'resolve' && (
        <ResolveDialog
          causes={shown.causes}
          onResolve={(found) => store.resolve(shown.id, found)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </header>
  );
}
