/** The name under which the assistant speaks. */
export const ASSISTANT = 'Tobira';

/** What the assistant tells the member when the desk does something. Plain, polite, short. */
export const TOLD = {
  taken: (name: string) => `担当の${name}が承りました。このままお書きください。`,
  passedOn: (name: string) => `担当が${name}に代わりました。ここまでの内容は引き継いでいます。このままお書きください。`,
} as const;
