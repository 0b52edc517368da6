import { useState } from 'preact/hooks';
import { CaseHead } from './case-head.tsx';
import type { DeskStore } from './desk-store.ts';
import { causeName, type DeskView } from './desk-view.ts';
import type { Drafts } from './drafts.ts';
import { EarlierCases } from './earlier-cases.tsx';
import { Notes } from './notes.tsx';
import { Quota } from './quota.tsx';
import { ReplyBox } from './reply-box.tsx';
import { StoryView } from './story-view.tsx';
import { Transcript } from './transcript.tsx';
import type { Case, Colleague } from './types.ts';

export interface CaseProps {
  store: DeskStore;
  view: DeskView;
  shown: Case;
  staff: Colleague;
}

/** One case: who, what was found out, what was said, and what can be done now. */
export function CaseView({ drafts, ...props }: CaseProps & { drafts: Drafts }) {
  const { store, view, shown, staff } = props;
  const [justTaken, setJustTaken] = useState(false);
  const isMine = shown.status === 'open' && shown.assignee?.id === staff.id;
  return (
    <>
      <CaseHead {...props} onTake={() => setJustTaken(true)} />
      <div class="case-body">
        <section class="talk-side" aria-label="会話">
          <Transcript lines={shown.transcript} memberWrites={view.memberWrites === shown.id} />
          {isMine ? (
            <ReplyBox focused={justTaken} drafts={drafts} {...props} />
          ) : (
            <p class="no-reply">{whyNoReply(shown)}</p>
          )}
        </section>
        <aside class="story-side" aria-label="これまでの経緯とメモ">
          <StoryView shown={shown} cause={causeName(view, shown)} />
          <Quota api={store.api} shown={shown} />
          <Notes notes={shown.notes} onAdd={(text) => store.act(shown.id, 'notes', { text })} />
          <EarlierCases view={view} cases={shown.earlier} />
        </aside>
      </div>
    </>
  );
}

function whyNoReply({ status, assignee, hub }: Case): string {
  if (hub !== null && status !== 'closed') return 'この相談には、外部の窓口がお答えします。ここからは返信できません。';
  if (status === 'waiting') return '「対応する」を押すと、返信できます。';
  if (status === 'closed') return 'この相談は完了しています。';
  return `${assignee?.name ?? 'ほかの担当者'}さんが対応しています。`;
}
