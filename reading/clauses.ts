import type { Analysis } from '../language/analysis.ts';

/** Particles after which another thing may be said. */
const JOINTS: ReadonlySet<string> = new Set([
  'けど',
  'けれど',
  'けれども',
  'が',
  'ので',
  'から',
  'し',
  'のに',
  'て',
  'で',
]);
/** Shorter than this it is no clause of its own. */
const SHORTEST = 3;
const MOST = 6;

/** The clauses of a message, as pieces of its text as it was typed; one that is whole comes back whole. */
export function clausesOf({ tokens, normalised, original }: Analysis): string[] {
  const text = normalised.text;
  const cuts: number[] = [];
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    const marks = /^[。!?！？\n]+$/u.test(token.surface);
    const comma = token.surface === '、' || token.surface === ',';
    const joint =
      token.part === '助詞' &&
      token.detail === '接続助詞' &&
      JOINTS.has(token.surface) &&
      token.surface !== 'て' &&
      token.surface !== 'で';
    const before = tokens[at - 1];
    const afterJoint = comma && before !== undefined && JOINTS.has(before.surface);
    if (marks || (joint && next?.surface !== '、' && next !== undefined) || afterJoint) cuts.push(token.end);
    else if (
      comma &&
      next &&
      /^(?:あと|それと|それから|ところで|でも|ただ|で|じゃあ|ちなみに|ついでに)$/u.test(next.surface)
    )
      cuts.push(token.end);
  }
  const ends = [...new Set([...cuts.filter((cut) => cut < text.length), text.length])];
  const pieces: string[] = [];
  let start = 0;
  for (const end of ends) {
    const piece = text.slice(start, end).trim();
    if (piece.length >= SHORTEST && /[\p{L}\p{N}]/u.test(piece)) pieces.push(piece);
    start = end;
  }
  return pieces.length <= 1 ? [original] : pieces.slice(0, MOST);
}
