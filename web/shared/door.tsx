/** The sign of the house: a door that stands open. Decoration only; the name stands beside it in words. */
export function Door({ size }: { size: number }) {
  return (
    <svg class="door" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect class="door-ground" width="32" height="32" rx="7" />
      <path class="door-frame" d="M9 26V8.5A2.5 2.5 0 0 1 11.5 6h9A2.5 2.5 0 0 1 23 8.5V26M6 26h20" />
      <path class="door-leaf" d="M9.5 26V9l9 2.6a1.4 1.4 0 0 1 1 1.3V26z" />
      <circle class="door-knob" cx="16.6" cy="19" r="1.3" />
    </svg>
  );
}
