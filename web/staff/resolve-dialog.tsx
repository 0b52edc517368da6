import { Modal } from './modal.tsx';
import type { NamedCause } from './types.ts';

interface ResolveDialogProps {
  causes: readonly NamedCause[];
  onResolve: (found: { cause: string; note: string }) => Promise<unknown>;
  onClose: () => void;
}

/** The real cause is asked for, never guessed: it is what Tobira learns from. */
export function ResolveDialog({ causes, onResolve, onClose }: ResolveDialogProps) {
  const resolve = (fields: FormData) =>
    onResolve({ cause: String(fields.get('cause')), note: String(fields.get('note')).trim() });
  return (
    <Modal title="相談を完了にする" does="完了にする" onSubmit={resolve} onClose={onClose}>
      <label for="cause">実際の原因</label>
      <select id="cause" name="cause" required>
        <option value="">選んでください</option>
        {causes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <label for="resolution">完了のメモ（任意）</label>
      <textarea id="resolution" name="note" rows={3} />
      <p>会員には、担当者の対応が終わったことが伝わり、自動案内に戻ります。</p>
    </Modal>
  );
}
