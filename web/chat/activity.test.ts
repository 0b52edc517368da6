import { type Activity, sequenceOf, sourcesOf, stepOf } from './activity.ts';

function citing(...appearances: unknown[]): Activity {
  const citation = appearances.map((appearance, index) => ({ '@type': 'Claim', position: index + 1, appearance }));
  return { type: 'message', entities: [{ type: 'https://schema.org/Message', citation }] };
}

describe('the sources of a statement', () => {
  it('carry the document’s name, what it says and its address', () => {
    expect(sourcesOf(citing({ name: '案内', abstract: '登録の方法', url: 'https://www.example.jp/' }))).toEqual([
      { name: '案内', abstract: '登録の方法', url: 'https://www.example.jp/' },
    ]);
  });

  it('never link to anything but http and https', () => {
    expect(sourcesOf(citing({ name: '案内', abstract: '', url: 'javascript:alert(1)' }))).toEqual([
      { name: '案内', abstract: '' },
    ]);
  });

  it('name each document once', () => {
    expect(sourcesOf(citing({ name: '案内', abstract: '一' }, { name: '案内', abstract: '一' }))).toHaveLength(1);
  });

  it('are none where an entity is of another kind or broken', () => {
    expect(
      sourcesOf({ type: 'message', entities: [null, { type: 'mention' }, ...(citing(null, 7).entities ?? [])] }),
    ).toEqual([]);
  });
});

describe('a step', () => {
  it('is told by the channel’s data', () => {
    const step = { at: 3, of: 7, procedure: '暗証番号の確認' };
    expect(stepOf({ type: 'message', channelData: { step } })).toEqual(step);
  });

  it('is none without a procedure', () => {
    expect(stepOf({ type: 'message' })).toBeUndefined();
  });
});

describe('the place in the conversation', () => {
  it('is the number at the end of the id', () => {
    expect(sequenceOf('abc-_1|0000042')).toBe(42);
  });

  it('is unknown for passing activities', () => {
    expect(sequenceOf('abc|typing-1f')).toBeUndefined();
    expect(sequenceOf(undefined)).toBeUndefined();
  });
});
