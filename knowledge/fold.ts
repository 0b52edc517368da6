/** The form in which words are compared: width, case, spaces and marks do not tell words apart. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、。,.!?！？「」『』()（）・…~〜]/gu, '');
}

/** Words of the knowledge in that form: a fixed set, folded once each. */
const FOLDED = new Map<string, string>();

/** Folds a word of the knowledge; never what a person wrote, which is remembered for no one. */
export function foldWord(word: string): string {
  let form = FOLDED.get(word);
  if (form === undefined) {
    form = fold(word);
    FOLDED.set(word, form);
  }
  return form;
}
