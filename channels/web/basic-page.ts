import { menuChoices } from '../../dialogs/menu.ts';
import { SAYINGS } from '../../dialogs/sayings.ts';
import type { ActivityRow } from '../../store/queries/activities.ts';

/** What the page without script shows. */
export interface BasicView {
  /** Opens the conversation; goes along in every form, so that no cookie is needed. */
  token: string;
  /** Names the next message: sent twice, by a reload, it is one message. */
  messageId: string;
  /** What was said, oldest first. */
  said: readonly ActivityRow[];
  /** A sentence about the page itself, such as why a message did not arrive. */
  notice?: string | undefined;
  /** What was written and could not be taken: it is not lost. */
  unsent?: string | undefined;
  /** The answer to the last message is still to come. */
  waiting: boolean;
  /** A human has the conversation: answers come when they come. */
  withStaff: boolean;
}

interface Shown {
  suggestedActions?: { actions?: { title?: string }[] };
  channelData?: { step?: { at: number; of: number; procedure: string } };
  entities?: { citation?: { appearance?: { name?: string; abstract?: string; url?: string } }[] }[];
  from?: { name?: string };
}

const TITLE = '会員サイトにログインできないときの案内係';
/** Japan has one clock. */
const CLOCK = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' });

/** The chat as plain HTML: no script, no cookie needed, nothing that an old browser does not know. */
export function basicPage(view: BasicView): string {
  const { said, notice, waiting, withStaff } = view;
  // What the person said last stands at the top of the screen, with its answer below.
  const newest = said.findLastIndex(({ speaker }) => speaker === 'member');
  const choices = said.length === 0 ? menuChoices().map(({ label }) => label) : openChoices(said);
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${TITLE} | 扉 Tobira</title>
<link rel="stylesheet" href="/basic.css">
</head>
<body>
<div class="page">
<header><h1>扉 <span lang="en">Tobira</span></h1><p>${TITLE}</p></header>
<main>
<h2 class="unseen">会話</h2>
${said.length === 0 ? article('bot', 'Tobira', `<p class="text">${escaped(SAYINGS.greeting)}</p>`) : said.map((row, at) => message(row, at === newest)).join('\n')}
<div class="now">
${notice ? `<p class="notice" role="alert">${escaped(notice)}</p>` : ''}
${waiting ? '<p class="notice" role="status">返事を書いています。少し待ってから「新しい返事を見る」を押してください。</p>' : ''}
${withStaff ? '<p class="notice" role="status">担当者が対応します。この画面は、ひとりでには新しくなりません。「新しい返事を見る」を押すと、届いた返事が出ます。</p>' : ''}
${choices.length > 0 ? choiceForm(view, choices) : ''}
${messageForm(view)}
${said.length > 0 ? refreshForm(view) : ''}
</div>
</main>
</div>
</body>
</html>
`;
}

function message(row: ActivityRow, newest: boolean): string {
  const shown = JSON.parse(row.payload) as Shown;
  const step = shown.channelData?.step;
  const name =
    row.speaker === 'staff' ? `${shown.from?.name ?? ''}(担当者)` : row.speaker === 'bot' ? 'Tobira' : 'あなた';
  return article(
    row.speaker,
    name,
    [
      step ? `<p class="step">${escaped(step.procedure)} 手順 ${step.at}/${step.of}</p>` : '',
      `<p class="text">${escaped(row.text)}</p>`,
      sources(shown),
      `<p class="at">${CLOCK.format(row.at)}</p>`,
    ].join(''),
    newest,
  );
}

function article(speaker: ActivityRow['speaker'], name: string, content: string, newest = false): string {
  return `<article class="${speaker}"${newest ? ' id="now"' : ''}><h3>${escaped(name)}</h3>${content}</article>`;
}

function sources({ entities = [] }: Shown): string {
  const documents = entities.flatMap(({ citation = [] }) => citation).flatMap(({ appearance }) => appearance ?? []);
  if (documents.length === 0) return '';
  const lines = documents.map(({ name = '', abstract = '', url }) => {
    const link =
      url && /^https?:\/\//i.test(url)
        ? ` <a href="${escaped(url)}" rel="noopener noreferrer">${escaped(url)}</a>`
        : '';
    return `<li>${escaped(name)}: ${escaped(abstract)}${link}</li>`;
  });
  return `<details class="sources"><summary>出典</summary><ul>${[...new Set(lines)].join('')}</ul></details>`;
}

/** What can be picked now: the choices under the last message, when it is not the member's own. */
function openChoices(said: readonly ActivityRow[]): string[] {
  const last = said.at(-1);
  if (!last || last.speaker === 'member') return [];
  const { suggestedActions } = JSON.parse(last.payload) as Shown;
  return (suggestedActions?.actions ?? []).flatMap(({ title }) => title ?? []);
}

function choiceForm(view: BasicView, choices: readonly string[]): string {
  const buttons = choices.map(
    (label) => `<button type="submit" name="text" value="${escaped(label)}">${escaped(label)}</button>`,
  );
  return form(view, `<p class="legend">近いものを選ぶこともできます。</p><p class="choices">${buttons.join('\n')}</p>`);
}

function messageForm(view: BasicView): string {
  return form(
    view,
    `<p><label for="text">メッセージ</label></p>
<p class="hint" id="hint">カード番号・暗証番号・パスワードは書かないでください。</p>
<p><textarea id="text" name="text" rows="3" maxlength="12000" aria-describedby="hint">${escaped(view.unsent ?? '')}</textarea></p>
<p><button type="submit" class="main">送信する</button></p>`,
  );
}

function refreshForm(view: BasicView): string {
  return `${form(view, '<p><button type="submit">新しい返事を見る</button></p>')}
<form method="post" action="/basic"><p><button type="submit" class="plain">新しい相談を始める</button></p></form>`;
}

/** Only a browser whose script is switched off reads what stands in noscript: that makes the page a witness of it. */
function form({ token, messageId }: BasicView, content: string): string {
  return `<form method="post" action="/basic#now" accept-charset="utf-8">
<input type="hidden" name="token" value="${escaped(token)}"><input type="hidden" name="id" value="${escaped(messageId)}">
<noscript><input type="hidden" name="script" value="off"></noscript>
${content}
</form>`;
}

/** Everything that anybody has written goes through here. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
