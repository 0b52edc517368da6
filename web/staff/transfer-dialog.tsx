import { Modal } from './modal.tsx';
import type { Colleague } from './types.ts';

interface TransferDialogProps {
  colleagues: readonly Colleague[];
  onTransfer: (to: string) => Promise<unknown>;
  onClose: () => void;
}

export function TransferDialog({ colleagues, onTransfer, onClose }: TransferDialogProps) {
  return (
    <Modal
      title="ほかの担当者に引き継ぐ"
      does="引き継ぐ"
      onSubmit={(fields) => onTransfer(String(fields.get('to')))}
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
      <p>会員には、担当が代わったことが伝わります。</p>
    </Modal>
  );
}
