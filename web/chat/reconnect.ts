const FIRST_MILLISECONDS = 500;
const LONGEST_MILLISECONDS = 15_000;

/** A socket that could not be opened this often is given up for asking at intervals: some networks allow none. */
const SOCKET_FAILURES_ALLOWED = 3;

/**
 * How long to wait before the next try: doubling, and spread so that a restarted server is not stormed.
 * @param failures tries that failed in a row, from 0
 * @param random between 0 and 1
 * @returns milliseconds
 */
export function delayBeforeRetry(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** failures);
  return Math.round(longest * (0.6 + 0.4 * random));
}

/** True when the page should ask at intervals instead of opening yet another socket. */
export function givesUpSocket(socketFailures: number): boolean {
  return socketFailures >= SOCKET_FAILURES_ALLOWED;
}

/**
 * How long to wait before asking again without a socket: quick while something is going on, slow in a quiet hour.
 * @param quietMilliseconds since something was last said
 */
export function pollingInterval(quietMilliseconds: number): number {
  if (quietMilliseconds < 30_000) return 1_000;
  return quietMilliseconds < 300_000 ? 3_000 : 10_000;
}
