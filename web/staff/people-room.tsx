import { useEffect, useState } from 'preact/hooks';
import type { RoomProps } from './reports-page.tsx';
import type { Colleague, DeskSettings } from './types.ts';

const ROLES = { agent: '担当者', supervisor: '監督者', admin: '管理者' } as const;

/** Who belongs to which team: cases passed to a team are told to its members. */
export function PeopleRoom({ api, attempt }: RoomProps) {
  const [people, setPeople] = useState<readonly Colleague[]>([]);
  const [teams, setTeams] = useState<DeskSettings['teams']>([]);
  const read = () =>
    attempt(async () => {
      const [settings, colleagues] = await Promise.all([api.settings(), api.colleagues()]);
      setTeams(settings.teams);
      setPeople(colleagues);
    });
  useEffect(() => void read(), []);
  const put = async (person: Colleague, team: string, member: boolean) => {
    const others = (person.teams ?? []).filter((one) => one !== team);
    await attempt(() => api.setTeams(person.id, member ? [...others, team] : others));
    await read();
  };
  return (
    <>
      <p>
        {teams.length > 0
          ? 'チームに引き継がれた相談は、ここで選んだ方に知らせます。'
          : 'チームはまだありません。knowledge/desks.yaml に書くと、ここで担当者を選べます。'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: one must be able to scroll it by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="担当者とチーム">
        <table>
          <thead>
            <tr>
              <th scope="col">名前</th>
              <th scope="col">役割</th>
              {teams.map(({ id, name }) => (
                <th scope="col" key={id}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">{person.name}</th>
                <td>{ROLES[person.role]}</td>
                {teams.map(({ id, name }) => (
                  <td key={id}>
                    <label class="member">
                      <input
                        type="checkbox"
                        checked={person.teams?.includes(id) ?? false}
                        onChange={(event) => void put(person, id, event.currentTarget.checked)}
                      />
                      <span class="unseen">
                        {person.name}は{name}
                      </span>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
