import type { ComponentChildren } from 'preact';
import type { Case, Story } from './types.ts';
import {
  channelAbility,
  channelName,
  failedTriesInWords,
  likelihood,
  resultName,
  ruledOutReason,
  serviceName,
} from './words.ts';

/** What the member has told and tried already, so that nobody asks again: five lines, and the rest on request. */
export function StoryView({ shown, cause }: { shown: Case; cause: string }) {
  const { story } = shown;
  return (
    <section class="story">
      <h3>これまでの経緯</h3>
      {story.danger && <p class="danger-words">危険：{story.danger}</p>}
      {story.firstWords && !story.danger?.startsWith(story.firstWords) && (
        <p class="first-words">「{story.firstWords}」</p>
      )}
      <dl>
        <Row name="サービス">{serviceName(shown.service)}</Row>
        <Row name="疑わしい原因">{inOneLine(story.suspected.map(suspectedInWords))}</Row>
        <Row name="聞いたこと">{inOneLine(ledgerInWords(story))}</Row>
        <Row name="端末">{story.device}</Row>
        {story.shown && story.shown.length > 0 && <Row name="画面から">{inOneLine(story.shown)}</Row>}
        <Row name="試したこと">
          {inOneLine(story.tried.map(({ name, result }) => `${name}（${resultName(result)}）`))}
        </Row>
        {shown.resolvedCause !== null && <Row name="実際の原因">{`${cause}${solvedInWords(shown.solved)}`}</Row>}
        {hasLeft(shown) && <Row name="結果">会員が待つのをやめました</Row>}
        {shown.resolution && !hasLeft(shown) && <Row name="完了のメモ">{shown.resolution}</Row>}
      </dl>
      {hasMore(story) && <More story={story} />}
      <p class="ability">
        {channelName(shown.channel)}：{channelAbility(shown.channel)}
      </p>
    </section>
  );
}

/** Word for word: every question with its answer, every cause ruled out with its reason. */
function More({ story }: { story: Story }) {
  return (
    <details>
      <summary>質問と回答をすべて見る</summary>
      <ul class="plain-list">
        {story.asked.map(({ question, answer }) => (
          <li class="finding" key={question}>
            {question} <b>→ {answer}</b>
          </li>
        ))}
        {story.ruledOut.map(({ name, reason }) => (
          <li class="finding" key={name}>
            除外：{name} <b>{ruledOutReason(reason)}</b>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The member waited no longer: what the bot had suspected was never confirmed. */
function hasLeft({ resolvedCause, resolution }: Case): boolean {
  return resolvedCause === null && resolution === 'left';
}

function hasMore({ asked, ruledOut }: Story): boolean {
  return asked.length + ruledOut.length > 0;
}

function suspectedInWords({ name, probability }: Story['suspected'][number]): string {
  return `${name} ${likelihood(probability)}`;
}

function ledgerInWords({ asked, ruledOut, failedTries }: Story): string[] {
  const tries = failedTriesInWords(failedTries);
  return [
    ...asked.map(({ answer }) => answer),
    ...(ruledOut.length > 0 ? [`${ruledOut.map(({ name }) => `「${name}」`).join('')}は除外`] : []),
    ...(tries ? [`失敗 ${tries}`] : []),
  ];
}

function solvedInWords(solved: boolean | null): string {
  if (solved === null) return '';
  return solved ? '（解決した）' : '（解決しなかった）';
}

function inOneLine(parts: readonly string[]): string {
  return parts.join('、');
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  const empty = children === undefined || children === null || children === '';
  return (
    <div>
      <dt>{name}</dt>
      <dd>{empty ? <span class="unknown">まだありません</span> : children}</dd>
    </div>
  );
}
