import { Modal } from './modal.tsx';
import type { Case } from './types.ts';

interface ResolveDialogProps {
  shown: Case;
  onResolve: (found: { cause: string; note: string; solved: boolean | null }) => Promise<unknown>;
  onClose: () => void;
}

const SOLVED = [
  ['yes', '解決した'],
  ['no', '解決しなかった'],
  ['unknown', '分からない'],
] as const;

/** The real cause is asked for, never guessed: it is what Tobira learns from. */
export function ResolveDialog({ shown, onResolve, onClose }: ResolveDialogProps) {
  const resolve = (fields: FormData) => {
    const solved = fields.get('solved');
    return onResolve({
      cause: String(fields.get('cause')),
      note: String(fields.get('note')).trim(),
      solved: solved === 'unknown' ? null : solved === 'yes',
    });
  };
  return (
    <Modal title="相談を完了にする" does="完了にする" onSubmit={resolve} onClose={onClose}>
      <label for="cause">実際の原因</label>
      <select id="cause" name="cause" required>
        <option value="">選んでください</option>
        {shown.causes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <fieldset class="radios">
        <legend>会員の困りごと</legend>
        {SOLVED.map(([value, name]) => (
          <label key={value}>
            <input type="radio" name="solved" value={value} required defaultChecked={value === 'unknown'} /> {name}
          </label>
        ))}
      </fieldset>
      <label for="resolution">完了のメモ（任意）</label>
      <textarea id="resolution" name="note" rows={3} />
      <p>会員には、担当者の対応が終わったことが伝わり、自動案内に戻ります。</p>
    </Modal>
  );
}
