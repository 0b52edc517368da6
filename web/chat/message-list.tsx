import { Fragment } from 'preact';
import { clockTime, dayName, sameDay, sameMinute } from '../shared/clock.ts';
import type { Source } from './activity.ts';
import type { Message, Messages } from './messages.ts';

/** The conversation. Screen readers read out what is added, not what changes its state. */
export function MessageList({ messages, onRetry }: { messages: Messages; onRetry: (key: string) => void }) {
  return (
    <div class="messages" role="log" aria-live="polite" aria-relevant="additions" aria-label="会話">
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const newDay = before !== undefined && !sameDay(before.at, message.at);
        const follows = !newDay && before !== undefined && sameVoice(before, message);
        const next = messages[index + 1];
        const goesOn = next !== undefined && sameVoice(message, next) && sameMinute(message.at, next.at);
        return (
          <Fragment key={message.key}>
            {newDay && <p class="day">{dayName(message.at)}</p>}
            <Bubble message={message} follows={follows} timed={!goesOn} onRetry={onRetry} />
          </Fragment>
        );
      })}
    </div>
  );
}

function sameVoice(one: Message, other: Message): boolean {
  return one.speaker === other.speaker && one.name === other.name;
}

function Bubble({
  message,
  follows,
  timed,
  onRetry,
}: {
  message: Message;
  /** The one before is by the same person: the name need not be shown again. */
  follows: boolean;
  /** Whether the time is shown. */
  timed: boolean;
  onRetry: (key: string) => void;
}) {
  return (
    <article class={`message ${message.speaker} ${message.status}${follows ? ' follows' : ''}`}>
      <p class={follows ? 'unseen' : 'speaker'}>
        <SpeakerName message={message} />
      </p>
      <div class="bubble">
        {message.step && <StepSign step={message.step} />}
        <p class="text">{message.text}</p>
        {message.sources.length > 0 && <Sources sources={message.sources} />}
      </div>
      <p class="sent-at">
        {message.speaker === 'member' && <MessageStatus message={message} onRetry={onRetry} />}
        {timed && message.status === 'sent' && (
          <time dateTime={new Date(message.at).toISOString()}>{clockTime(message.at)}</time>
        )}
      </p>
    </article>
  );
}

function SpeakerName({ message }: { message: Message }) {
  if (message.speaker === 'member') return <>あなた</>;
  if (message.speaker === 'bot') return <>Tobira</>;
  return (
    <>
      {message.name} <span class="role">担当者</span>
    </>
  );
}

function MessageStatus({ message, onRetry }: { message: Message; onRetry: (key: string) => void }) {
  if (message.status === 'sending') return <span>送信中</span>;
  if (message.status === 'sent') return <span>送信済み </span>;
  return (
    <span class="failed-words">
      {message.reason ?? '送れませんでした。'}
      <button type="button" class="button" onClick={() => onRetry(message.key)}>
        もう一度送る
      </button>
    </span>
  );
}

function StepSign({ step }: { step: NonNullable<Message['step']> }) {
  return (
    <div class="step">
      <p>
        <span class="step-name">{step.procedure}</span>
        <span class="step-at">
          <span class="unseen">手順 </span>
          {step.at}/{step.of}
        </span>
      </p>
      <progress value={step.at} max={step.of} aria-label={`${step.of}つの手順の${step.at}番目`} />
    </div>
  );
}

function Sources({ sources }: { sources: readonly Source[] }) {
  return (
    <details class="sources">
      <summary>出典</summary>
      <ul>
        {sources.map((source) => (
          <li key={`${source.name} ${source.abstract}`}>
            <span class="source-name">{source.name}</span>
            {source.abstract && <span class="source-abstract">{source.abstract}</span>}
            {source.url && (
              <a href={source.url} target="_blank" rel="noopener noreferrer">
                {source.url}
                <span class="unseen">(新しい画面で開きます)</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
