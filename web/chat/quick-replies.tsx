/** The choices under the newest message. The number in front is what one may type instead. */
export function QuickReplies({
  choices,
  onChoose,
}: {
  choices: readonly string[];
  onChoose: (label: string, byTouch: boolean) => void;
}) {
  if (choices.length === 0) return null;
  return (
    <fieldset class="choices" aria-label="選べる答え">
      {choices.map((label, index) => (
        <button type="button" class="choice" key={label} onClick={(event) => onChoose(label, wasTouch(event))}>
          <span class="number" aria-hidden="true">
            {index + 1}
          </span>
          <span>{label}</span>
        </button>
      ))}
    </fieldset>
  );
}

function wasTouch(event: MouseEvent): boolean {
  return (event as PointerEvent).pointerType === 'touch';
}
