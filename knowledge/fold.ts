/** The form in which words are compared: width, case, spaces and marks do not tell words apart. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、。,.!?！？「」『』()（）・…~〜]/gu, '');
}
