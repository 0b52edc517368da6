import { Modal } from './modal.tsx';
import { HandoverNote } from './transfer-dialog.tsx';
import type { DeskSettings } from './types.ts';

interface ReturnDialogProps {
  teams: DeskSettings['teams'];
  onReturn: (given: { team: string | null; note: string }) => Promise<unknown>;
  onClose: () => void;
}

/** Back into the queue: for everybody, or for a team. */
export function ReturnDialog({ teams, onReturn, onClose }: ReturnDialogProps) {
  const back = (fields: FormData) =>
    onReturn({ team: String(fields.get('team') ?? '') || null, note: String(fields.get('note')).trim() });
  return (
    <Modal title="待機に戻す" does="待機に戻す" onSubmit={back} onClose={onClose}>
      {teams.length > 0 && (
        <>
          <label for="team">対応するチーム</label>
          <select id="team" name="team">
            <option value="">だれでも</option>
            {teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </>
      )}
      <HandoverNote />
      <p>会員には、担当者が代わることが伝わります。待っている時間はそのまま数えます。</p>
    </Modal>
  );
}
