/** nlp.js ships no types: the part of it that the benchmark uses. */
declare module '@nlpjs/core' {
  export function containerBootstrap(): Promise<{ use(plugin: unknown): void }>;
}
declare module '@nlpjs/nlu' {
  export class NluNeural {
    constructor(settings: { locale: string; container: unknown; log: boolean });
    train(corpus: { utterance: string; intent: string }[]): Promise<unknown>;
    process(utterance: string): Promise<unknown>;
  }
}
declare module '@nlpjs/lang-ja' {
  export const LangJa: unknown;
}
