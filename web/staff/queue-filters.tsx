import { useState } from 'preact/hooks';
import { EVERYTHING, type Filter } from './desk-view.ts';
import type { DeskProps } from './staff-page.tsx';
import { CHANNEL_IDS, channelName, SERVICE_IDS, serviceName } from './words.ts';

/** Words to look for, and what the lists are narrowed to. */
export function QueueFilters({ store, view }: DeskProps) {
  const [words, setWords] = useState('');
  const { filter, settings } = view;
  const narrowed = Object.values(filter).some((value) => value !== '');
  const ofService = settings.causes.filter(({ service }) => filter.service === '' || service === filter.service);
  const causes = new Map(ofService.map(({ id, name }) => [id, name]));
  const end = () => {
    setWords('');
    void store.search('');
  };
  return (
    <search class="filters">
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          void store.search(words);
        }}
      >
        <label class="unseen" for="search">
          会話の言葉や受付番号で探す
        </label>
        <input
          id="search"
          type="search"
          value={words}
          maxLength={200}
          placeholder="会話の言葉・受付番号"
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button type="submit" class="button">
          検索
        </button>
        {view.found && (
          <button type="button" class="button" onClick={end}>
            検索をやめる
          </button>
        )}
      </form>
      <details open={narrowed}>
        <summary>絞り込み{narrowed && '（使用中）'}</summary>
        <Choice
          name="サービス"
          value={filter.service}
          choices={SERVICE_IDS.map((id) => [id, serviceName(id)])}
          onChoose={(service) => store.narrow({ service, cause: '' })}
        />
        <Choice
          name="チャネル"
          value={filter.channel}
          choices={CHANNEL_IDS.map((id) => [id, channelName(id)])}
          onChoose={(channel) => store.narrow({ channel })}
        />
        <Choice name="原因" value={filter.cause} choices={[...causes]} onChoose={(cause) => store.narrow({ cause })} />
        {settings.teams.length > 0 && (
          <Choice
            name="チーム"
            value={filter.team}
            choices={[
              ['mine', '自分のチームあて'],
              ...settings.teams.map(({ id, name }) => [id, `${name}あて`] as const),
            ]}
            onChoose={(team) => store.narrow({ team })}
          />
        )}
        {narrowed && (
          <button type="button" class="button" onClick={() => store.narrow(EVERYTHING satisfies Filter)}>
            すべて表示
          </button>
        )}
      </details>
    </search>
  );
}

function Choice({
  name,
  value,
  choices,
  onChoose,
}: {
  name: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  onChoose: (value: string) => void;
}) {
  return (
    <label class="choice">
      <span>{name}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">すべて</option>
        {choices.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
