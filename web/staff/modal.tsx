import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface ModalProps {
  title: string;
  /** What the button that does it says. */
  does: string;
  /** Never rejects: what goes wrong is told by the page. */
  onSubmit: (fields: FormData) => Promise<unknown>;
  onClose: () => void;
  children: ComponentChildren;
}

/** A question in front of everything else. Escape leaves it, and the browser keeps the focus inside. */
export function Modal({ title, does, onSubmit, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    setBusy(true);
    await onSubmit(new FormData(event.currentTarget));
    setBusy(false);
    // In either case: what went wrong is told above the case.
    dialog.current?.close();
  };
  return (
    <dialog class="modal" ref={dialog} aria-labelledby="modal-title" onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id="modal-title">{title}</h2>
        {children}
        <div class="modal-foot">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            やめる
          </button>
          <button type="submit" class="button main" disabled={busy}>
            {does}
          </button>
        </div>
      </form>
    </dialog>
  );
}
