import { render } from 'preact';
import { sendRequest } from '../shared/request.ts';
import { ChatPage } from './chat-page.tsx';
import { Connection } from './connection.ts';
import { Conversation } from './conversation.ts';
import { DirectLine } from './direct-line.ts';
import { newMessageId } from './message-id.ts';
import { Witness } from './self-report.ts';
import { SessionKeeper } from './session.ts';

/** Behind a proxy the server may not know that the page came over TLS; a plain socket would then be refused. */
function openSocket(url: string): WebSocket {
  return new WebSocket(location.protocol === 'https:' ? url.replace(/^ws:/, 'wss:') : url);
}

const witness = new Witness({ navigator, document, framed: window.top !== window, now: () => Date.now() });
const conversation = new Conversation(newMessageId);
const connection = new Connection({
  directLine: new DirectLine(witness.timed(sendRequest), () => witness.report),
  keeper: new SessionKeeper(() => localStorage),
  openSocket,
  listener: conversation,
  line: witness,
});
conversation.speaksOver(connection);

window.addEventListener('online', () => connection.connect());
window.addEventListener('offline', () => connection.offline());
// Phones let the line die while the page is out of sight.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') connection.catchUp();
});

const page = document.getElementById('page');
if (page) {
  // The way to the page without script: it goes only when the chat has come.
  const wayOut = page.firstElementChild;
  page.textContent = '';
  try {
    render(<ChatPage conversation={conversation} />, page);
  } catch (error) {
    if (wayOut) page.appendChild(wayOut);
    throw error;
  }
}
connection.connect();
