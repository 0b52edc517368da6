import { Modal } from './modal.tsx';
import { HandoverNote } from './transfer-dialog.tsx';

interface ReturnDialogProps {
  onReturn: (given: { team: null; note: string }) => Promise<unknown>;
  onClose: () => void;
}

/** Back into the queue, for everybody. */
export function ReturnDialog({ onReturn, onClose }: ReturnDialogProps) {
  const back = (fields: FormData) => onReturn({ team: null, note: String(fields.get('note')).trim() });
  return (
    <Modal title="待機に戻す" does="待機に戻す" onSubmit={back} onClose={onClose}>
      <HandoverNote />
      <p>会員には、担当者が代わることが伝わります。待っている時間はそのまま数えます。</p>
    </Modal>
  );
}
