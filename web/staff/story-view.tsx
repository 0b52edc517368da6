import type { ComponentChildren } from 'preact';
import type { Case } from './types.ts';
import { failedTriesInWords, likelihood, resultName, ruledOutReason, serviceName } from './words.ts';

/** What the member has told and tried already, so that nobody asks again. */
export function StoryView({ shown, cause }: { shown: Case; cause: string }) {
  const { story } = shown;
  return (
    <section class="story">
      <h3>これまでの経緯</h3>
      <dl>
        <Row name="サービス">{serviceName(shown.service)}</Row>
        <Row name="最初のひとこと">{story.firstWords && `「${story.firstWords}」`}</Row>
        {shown.status === 'closed' && <Row name="実際の原因">{cause}</Row>}
        {shown.resolution && <Row name="完了のメモ">{shown.resolution}</Row>}
        <Row name="疑わしい原因">
          <List items={story.suspected.map(({ name, probability }) => [name, likelihood(probability)])} />
        </Row>
        <Row name="聞いたこと">
          <List items={story.asked.map(({ question, answer }) => [question, `→ ${answer}`])} />
        </Row>
        <Row name="除外した原因">
          <List items={story.ruledOut.map(({ name, reason }) => [name, ruledOutReason(reason)])} />
        </Row>
        <Row name="試したこと">
          <List items={story.tried.map(({ name, result }) => [name, resultName(result)])} />
        </Row>
        <Row name="失敗した回数">{failedTriesInWords(story.failedTries)}</Row>
        <Row name="端末">{story.device}</Row>
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  const empty = children === undefined || children === null || children === '';
  return (
    <div>
      <dt>{name}</dt>
      <dd>{empty ? <span class="unknown">聞いていない</span> : children}</dd>
    </div>
  );
}

function List({ items }: { items: readonly (readonly [string, string])[] }) {
  if (items.length === 0) return <span class="unknown">なし</span>;
  return (
    <ul class="plain-list">
      {items.map(([what, more]) => (
        <li class="finding" key={`${what} ${more}`}>
          {what} <b>{more}</b>
        </li>
      ))}
    </ul>
  );
}
