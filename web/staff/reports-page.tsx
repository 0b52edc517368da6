import { useEffect, useState } from 'preact/hooks';
import { Door } from '../shared/door.tsx';
import { ApiError, type StaffApi } from './api.ts';
import { AuditRoom } from './audit-room.tsx';
import { FiguresRoom } from './figures-room.tsx';
import { LearningRoom } from './learning-room.tsx';
import { PeopleRoom } from './people-room.tsx';
import type { Colleague } from './types.ts';

export interface RoomProps {
  api: StaffApi;
  staff: Colleague;
  /** Does something and shows what goes wrong. */
  attempt: (work: () => Promise<void>) => Promise<void>;
}

const ROOMS = [
  { id: 'figures', name: '数字', least: 'supervisor', Room: FiguresRoom },
  { id: 'audit', name: '操作の記録', least: 'supervisor', Room: AuditRoom },
  { id: 'learning', name: '学習', least: 'agent', Room: LearningRoom },
  { id: 'people', name: '担当者', least: 'admin', Room: PeopleRoom },
] as const;

const RANKS = ['agent', 'supervisor', 'admin'] as const;

const NO_ANSWER = 'サーバーにつながりません。接続を確かめて、もう一度お試しください。';

/** Figures and the audit log for supervisors, the learning inbox for everybody, the teams for admins. */
export function ReportsPage({ api }: { api: StaffApi }) {
  const [staff, setStaff] = useState<Colleague>();
  const [room, setRoom] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : NO_ANSWER);
    }
  };
  useEffect(() => {
    void attempt(async () => {
      const session = await api.session();
      // The console asks to sign in.
      if (session) setStaff(session.staff);
      else location.href = '/staff';
    });
  }, [api]);
  if (!staff) return <p role="alert">{problem}</p>;
  const rooms = ROOMS.filter(({ least }) => RANKS.indexOf(staff.role) >= RANKS.indexOf(least));
  const shown = rooms.find(({ id }) => id === room) ?? rooms[0];
  return (
    <>
      <header class="head">
        <Door size={32} />
        <h1>
          扉 <span lang="en">Tobira</span> <small>レポート</small>
        </h1>
        <a href="/staff">相談の画面へ</a>
        <p class="me">{staff.name}</p>
      </header>
      <main class="report-page">
        <fieldset class="rooms" aria-label="見るもの">
          {rooms.map(({ id, name }) => (
            <button type="button" class="button" key={id} aria-pressed={id === shown?.id} onClick={() => setRoom(id)}>
              {name}
            </button>
          ))}
        </fieldset>
        <p role="alert">{problem}</p>
        {shown && <shown.Room api={api} staff={staff} attempt={attempt} />}
      </main>
    </>
  );
}
