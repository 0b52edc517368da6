import { useEffect, useState } from 'preact/hooks';
import { dayName } from '../shared/clock.ts';
import type { LearningInbox, UnclearReason } from './report-types.ts';
import type { RoomProps } from './reports-page.tsx';

const REASONS: Readonly<Record<UnclearReason, string>> = {
  abstained: '読み取れませんでした',
  none_of_these: '会員が「どれでもない」と回答',
  disliked: '答えに「よくない」の評価',
};

/** Messages that were not understood: one click says what they mean. */
export function LearningRoom({ api, staff, attempt }: RoomProps) {
  const [inbox, setInbox] = useState<LearningInbox>();
  const read = () => attempt(async () => setInbox(await api.get<LearningInbox>('learning')));
  useEffect(() => void read(), []);
  const label = (id: string, intent: string) =>
    attempt(async () => {
      await api.change('POST', `learning/${encodeURIComponent(id)}`, { intent });
      await read();
    });
  if (!inbox) return null;
  return (
    <>
      <p>
        自動案内が読み取れなかった言葉や、答えが良くなかった言葉です。意味を選ぶと、学習の候補になります。番号などは伏せてあります。
      </p>
      {staff.role !== 'agent' && (
        <a class="button" href="/staff/api/learning/examples" download>
          候補をファイルで保存
        </a>
      )}
      {inbox.messages.length === 0 && <p>待っている言葉はありません。</p>}
      {inbox.messages.map((message) => (
        <article class="unclear" key={message.id}>
          <p dir="auto">「{message.text}」</p>
          <p>
            <small>
              {dayName(Date.parse(message.at))}・{REASONS[message.reason]}
            </small>
          </p>
          <Choices inbox={inbox} guess={message.guess} onChoose={(intent) => void label(message.id, intent)} />
        </article>
      ))}
    </>
  );
}

function Choices({
  inbox,
  guess,
  onChoose,
}: {
  inbox: LearningInbox;
  guess: string | null;
  onChoose: (intent: string) => void;
}) {
  const guessed = inbox.intents.find(({ id }) => id === guess);
  return (
    <div class="choices">
      {guessed && (
        <button type="button" class="button main" onClick={() => onChoose(guessed.id)}>
          {guessed.name}
        </button>
      )}
      <select aria-label="ほかの意味" value="" onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{guessed ? 'ほかの意味を選ぶ' : '意味を選ぶ'}</option>
        {inbox.intents.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button type="button" class="button" onClick={() => onChoose('skip')}>
        学習に使わない
      </button>
    </div>
  );
}
