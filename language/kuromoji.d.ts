/** kuromoji 0.1.2 ships no types: the part of it that Tobira uses. */
declare module 'kuromoji' {
  export interface IpadicFeatures {
    word_id: number;
    word_type: 'KNOWN' | 'UNKNOWN';
    /** 1-based, counted in code points, not in UTF-16 units. */
    word_position: number;
    surface_form: string;
    pos: string;
    pos_detail_1: string;
    pos_detail_2: string;
    pos_detail_3: string;
    conjugated_type: string;
    conjugated_form: string;
    basic_form: string;
    reading?: string;
    pronunciation?: string;
  }
  export interface Tokenizer {
    tokenize(text: string): IpadicFeatures[];
  }
  const kuromoji: {
    builder(options: { dicPath: string }): { build(done: (error: Error | null, tokenizer: Tokenizer) => void): void };
    dictionaryBuilder(): unknown;
  };
  export default kuromoji;
}
