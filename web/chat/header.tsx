import { Door } from '../shared/door.tsx';
import type { ConnectionState } from './connection.ts';
import { Menu } from './menu.tsx';

const IN_WORDS: Readonly<Record<ConnectionState, string>> = {
  connecting: 'つないでいます…',
  connected: '接続しました',
  reconnecting: '接続が切れました。つなぎ直しています…',
  offline: 'インターネットにつながっていません。つながると、自動で再開します。',
};

export function Header({ connection, onRestart }: { connection: ConnectionState; onRestart: () => void }) {
  return (
    <header class="top">
      <div class="column top-row">
        <Door size={40} />
        <div class="name">
          <h1>
            扉 <span lang="en">Tobira</span>
          </h1>
          <p>会員サイトにログインできないときの案内係</p>
        </div>
        <Menu onRestart={onRestart} />
      </div>
      <p class={`connection ${connection}`} role="status">
        <span class="column">{IN_WORDS[connection]}</span>
      </p>
    </header>
  );
}
