/** There is no answer yet; nobody knows what became of the call. */
export class DeadlinePassed extends Error {}

/** Waits no longer than the deadline. What comes later is not heard. @throws DeadlinePassed */
export async function within<Result>(milliseconds: number, call: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`LINE has not answered for ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([call(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
