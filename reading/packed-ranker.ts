/** The ranker's weights in a tenth of the space: of each feature only the classes that it says something of, one byte each. */
import { Ranker, type RankerWeights } from './ranker.ts';

export interface PackedWeights extends Omit<RankerWeights, 'weights'> {
  /** The classes of feature f: from `starts[f]` up to `starts[f + 1]`. */
  starts: Int32Array;
  /** Numbers of classes, side by side. */
  kinds: Uint8Array;
  /** Their weights, in steps of the feature's scale. */
  values: Int8Array;
  /** Per feature: what one step is worth. */
  scales: Float32Array;
}

/** Weights below this are left out: hundreds of them together move a probability by less than a hundredth. */
const LEAST_WEIGHT = 0.02;
const STEPS = 127;
const MOST_CLASSES = 256;

/** @throws when there are more classes than a byte can number */
export function packWeights({ weights, ...rest }: RankerWeights): PackedWeights {
  const width = rest.classes.length;
  const features = rest.hashes.length;
  if (width > MOST_CLASSES) throw new Error(`${width} classes: no more than ${MOST_CLASSES} can be stored`);
  const starts = new Int32Array(features + 1);
  const scales = new Float32Array(features);
  const kinds = new Uint8Array(weights.length);
  const values = new Int8Array(weights.length);
  let count = 0;
  for (let feature = 0; feature < features; feature++) {
    const row = weights.subarray(feature * width, (feature + 1) * width);
    const scale = row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / STEPS;
    scales[feature] = scale;
    for (let kind = 0; kind < width; kind++) {
      const weight = row[kind] as number;
      const steps = Math.round(weight / scale);
      if (Math.abs(weight) < LEAST_WEIGHT || steps === 0) continue;
      kinds[count] = kind;
      values[count++] = steps;
    }
    starts[feature + 1] = count;
  }
  return { ...rest, starts, scales, kinds: kinds.slice(0, count), values: values.slice(0, count) };
}

/** Ranks as `Ranker` does, by packed weights. */
export class PackedRanker extends Ranker {
  readonly #packed: PackedWeights;
  /** Of each feature its hash, where its weights begin and end, and its scale; together, so that memory is asked once. */
  readonly #records: Int32Array;
  readonly #scales: Float32Array;

  constructor(packed: PackedWeights) {
    const { classes, match, temperature } = packed;
    super({ classes, match, temperature, hashes: new Int32Array(0), weights: new Float32Array(0) });
    this.#packed = packed;
    this.#records = recordsOf(packed);
    this.#scales = new Float32Array(this.#records.buffer);
  }

  override placesOf(features: Int32Array): Int32Array {
    const places = new Int32Array(features.length);
    let count = 0;
    for (let at = 0; at < features.length; at++) {
      const place = placeIn(this.#records, features[at] as number);
      if ((this.#records[place + END] as number) > 0) places[count++] = place;
    }
    return places.subarray(0, count);
  }

  override classScores(places: Int32Array): Float64Array {
    const { classes, kinds, values } = this.#packed;
    const scores = new Float64Array(classes.length);
    for (let index = 0; index < places.length; index++) {
      const place = places[index] as number;
      const scale = this.#scales[place + SCALE] as number;
      const end = (this.#records[place + END] as number) - 1;
      for (let at = this.#records[place + START] as number; at < end; at++) {
        const kind = kinds[at] as number;
        scores[kind] = (scores[kind] as number) + scale * (values[at] as number);
      }
    }
    const share = 1 / Math.sqrt(Math.max(1, places.length));
    for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) * share;
    return scores;
  }
}

const RECORD = 4;
const START = 1;
const END = 2;
const SCALE = 3;

/** A table by hash. Ends are one more than they are, for a record whose end is 0 is empty. */
function recordsOf({ hashes, starts, scales }: PackedWeights): Int32Array {
  const records = new Int32Array(RECORD * 2 ** Math.ceil(Math.log2(Math.max(8, hashes.length * 1.5))));
  const asScales = new Float32Array(records.buffer);
  for (let feature = 0; feature < hashes.length; feature++) {
    const place = placeIn(records, hashes[feature] as number);
    records[place] = hashes[feature] as number;
    records[place + START] = starts[feature] as number;
    records[place + END] = (starts[feature + 1] as number) + 1;
    asScales[place + SCALE] = scales[feature] as number;
  }
  return records;
}

/** Where the record of a hash begins, or the empty one where it would. */
function placeIn(records: Int32Array, hash: number): number {
  const mask = records.length - 1;
  let place = ((Math.imul(hash, SPREAD) >>> 7) * RECORD) & mask;
  while (records[place + END] !== 0 && records[place] !== hash) place = (place + RECORD) & mask;
  return place;
}

/** Numbers that lie side by side are to stand far apart. */
const SPREAD = 0x9e3779b1;
