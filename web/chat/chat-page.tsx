import { useEffect, useRef, useState } from 'preact/hooks';
import { Composer, type ComposerHandle } from './composer.tsx';
import type { Conversation } from './conversation.ts';
import { Header } from './header.tsx';
import { MessageList } from './message-list.tsx';
import { openChoices } from './messages.ts';
import { QuickReplies } from './quick-replies.tsx';
import { useReadingPlace } from './reading-place.ts';

/** The member's page: who speaks, what was said, what can be answered. */
export function ChatPage({ conversation }: { conversation: Conversation }) {
  const [view, setView] = useState(conversation.view);
  useEffect(() => conversation.subscribe(setView), [conversation]);
  const composer = useRef<ComposerHandle>(null);
  const place = useReadingPlace(view);

  const choose = (label: string, byTouch: boolean) => {
    conversation.say(label);
    // On a phone the keyboard would cover the answer that is about to come.
    if (byTouch) place.scroller.current?.focus({ preventScroll: true });
    else composer.current?.focus();
  };

  return (
    <div class="page">
      <Header connection={view.connection} onRestart={() => conversation.restart()} />
      <main class="talk" ref={place.scroller} tabIndex={-1}>
        <div class="column">
          {view.notice && (
            <p class="notice" role="status">
              {view.notice}
            </p>
          )}
          <MessageList messages={view.messages} onRetry={(key) => conversation.retry(key)} />
          {view.typing && (
            <p class="typing" role="status">
              <span>{view.typing.speaker === 'staff' ? `担当者の${view.typing.name}` : 'Tobira'}が書いています</span>
              <i aria-hidden="true" />
              <i aria-hidden="true" />
              <i aria-hidden="true" />
            </p>
          )}
          <QuickReplies choices={openChoices(view.messages)} onChoose={choose} />
        </div>
      </main>
      {place.below && (
        <div class="below">
          <div class="column">
            <button type="button" class={place.below === 'new' ? 'button main' : 'button'} onClick={place.onward}>
              {place.below === 'new' ? '新しいメッセージ' : '続きを見る'} <span aria-hidden="true">↓</span>
            </button>
          </div>
        </div>
      )}
      <Composer
        ref={composer}
        unsent={view.unsent}
        onWrite={() => conversation.writing()}
        onSend={(text) => conversation.say(text)}
      />
    </div>
  );
}
