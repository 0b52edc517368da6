import { Modal } from './modal.tsx';
import type { Colleague } from './types.ts';

interface TransferDialogProps {
  colleagues: readonly Colleague[];
  onTransfer: (given: { to: string; note: string }) => Promise<unknown>;
  onClose: () => void;
}

export function TransferDialog({ colleagues, onTransfer, onClose }: TransferDialogProps) {
  return (
    <Modal
      title="ほかの担当者に引き継ぐ"
      does="引き継ぐ"
      onSubmit={(fields) => onTransfer({ to: String(fields.get('to')), note: String(fields.get('note')).trim() })}
      onClose={onClose}
    >
      <label for="to">引き継ぐ相手</label>
      <select id="to" name="to" required>
        <option value="">選んでください</option>
        {colleagues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <HandoverNote />
      <p>会員には、担当が代わったことが伝わります。</p>
    </Modal>
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
