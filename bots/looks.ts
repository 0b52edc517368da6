import type { Look } from '../language/understander.ts';
import type { Reader } from '../reading/reader.ts';

const KEPT = 64;

/** The same reader; what it has just looked at it does not look at again: whether a message is whole is asked before it is read. */
export function rememberingLooks(reader: Reader): Reader {
  const looks = new Map<string, Look>();
  return {
    read: (text, context, look) => reader.read(text, context, look),
    explain: (heard) => reader.explain(heard),
    look(text) {
      let look = looks.get(text);
      if (look) return look;
      look = reader.look(text);
      looks.set(text, look);
      const [oldest] = looks.keys();
      if (looks.size > KEPT && oldest !== undefined) looks.delete(oldest);
      return look;
    },
  };
}
