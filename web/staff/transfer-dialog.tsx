import { Modal } from './modal.tsx';
import type { Colleague, DeskSettings } from './types.ts';

/** Whom a case is passed on to, with a note unless it is empty. */
export type Handover = { to: string; note: string } | { team: string; note: string };

interface TransferDialogProps {
  colleagues: readonly Colleague[];
  teams: DeskSettings['teams'];
  onTransfer: (handover: Handover) => Promise<unknown>;
  onClose: () => void;
}

const TEAM = 'team:';

/** To a colleague, who has it then, or to a team, where the first who takes it has it. */
export function TransferDialog({ colleagues, teams, onTransfer, onClose }: TransferDialogProps) {
  return (
    <Modal
      title="引き継ぐ"
      does="引き継ぐ"
      onSubmit={(fields) => onTransfer(handoverIn(String(fields.get('to')), String(fields.get('note')).trim()))}
      onClose={onClose}
    >
      <label for="to">引き継ぐ相手</label>
      <select id="to" name="to" required>
        <option value="">選んでください</option>
        <Options name="担当者" choices={colleagues.map(({ id, name }) => [id, name])} />
        {teams.length > 0 && <Options name="チーム" choices={teams.map(({ id, name }) => [TEAM + id, name])} />}
      </select>
      <HandoverNote />
      <p>会員には、担当が代わることが伝わります。チームに引き継ぐと、チームの方に知らせて待機に戻します。</p>
    </Modal>
  );
}

function handoverIn(chosen: string, note: string): Handover {
  return chosen.startsWith(TEAM) ? { team: chosen.slice(TEAM.length), note } : { to: chosen, note };
}

function Options({ name, choices }: { name: string; choices: readonly (readonly [string, string])[] }) {
  return (
    <optgroup label={name}>
      {choices.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </optgroup>
  );
}

/** What the next colleague should know; kept as a note. */
export function HandoverNote() {
  return (
    <>
      <label for="handover">引き継ぎのメモ（任意・会員には見えません）</label>
      <textarea id="handover" name="note" rows={3} />
    </>
  );
}
