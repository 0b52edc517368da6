import { fold } from '../knowledge/fold.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { catalogueOf } from './catalogue.ts';
import { rankWithin } from './contest.ts';
import type { Context } from './context.ts';
import { type Encoded, MOOD } from './encoding.ts';
import { MATCH_SIZE } from './match.ts';
import { fillMatch, type Meeting, type Seen } from './matching.ts';
import type { Nearness } from './nearness.ts';
import { type Candidate, type Outlook, outlookOf, plainOutlook } from './outlook.ts';
import type { Proposal } from './proposal.ts';
import type { ReadingKey } from './reading.ts';
import { Selection } from './selection.ts';
import { newShelf, ownWords, remembering, type Shelf, type Vectors } from './shelf.ts';
import { surroundingsOf } from './surroundings.ts';

export type { Candidate, Seen };

/** A service's shelf with what the turns say of its entries. */
interface Stand {
  shelf: Shelf;
  plain: Candidate[];
  selection: Selection;
  centroids: (Float32Array | undefined)[];
  /** Of the number of turns that meant each. */
  counts: Float64Array;
  /** Each entry's number among the readings of the examples, -1: none. */
  readings: Int32Array;
}

/** Contexts whose outlook is kept; then all are forgotten. */
const MOST_OUTLOOKS = 500;

/** Proposes what a message may mean in its context, and says what speaks for each. */
export class Candidates {
  readonly #knowledge: Knowledge;
  readonly #stands = new Map<string, Stand>();
  readonly #outlooks = new Map<string, Outlook>();
  readonly #labels: Readonly<Record<string, string>>;
  readonly #encode: (text: string) => Encoded;
  readonly #vectors: Vectors | null;
  readonly #shelfVectors: Vectors | null;
  readonly #centroids: ReadonlyMap<ReadingKey, Float32Array>;
  readonly #counts: ReadonlyMap<ReadingKey, number>;
  #matches = new Float64Array(0);

  constructor(parts: {
    knowledge: Knowledge;
    labels: Readonly<Record<string, string>>;
    encode: (text: string) => Encoded;
    vectors: Vectors | null;
    centroids: ReadonlyMap<ReadingKey, Float32Array>;
    counts: ReadonlyMap<ReadingKey, number>;
  }) {
    this.#knowledge = parts.knowledge;
    this.#labels = parts.labels;
    this.#encode = parts.encode;
    this.#vectors = parts.vectors;
    this.#shelfVectors = parts.vectors && remembering(parts.vectors);
    this.#centroids = parts.centroids;
    this.#counts = parts.counts;
  }

  #stand({ service }: Context, nearness: Nearness): Stand {
    const id = String(service);
    const known = this.#stands.get(id);
    if (known) return known;
    const shelf = newShelf(catalogueOf(this.#knowledge, service, this.#labels), this.#encode, this.#shelfVectors);
    const { entries } = shelf;
    const readings = Int32Array.from(entries, ({ key }) => nearness.numbers.get(key) ?? -1);
    const plain = plainOutlook(shelf);
    const stand = {
      shelf,
      plain,
      selection: new Selection(plain, readings, nearness.numbers.size),
      centroids: entries.map(({ key }) => this.#centroids.get(key)),
      counts: Float64Array.from(entries, ({ key }) => Math.log1p(this.#counts.get(key) ?? 0) / 6),
      readings,
    };
    this.#stands.set(id, stand);
    return stand;
  }

  #outlook(shelf: Shelf, context: Context): Outlook {
    const { service, expect, cause, remedy, procedure, step, topic, intent, beneath, question, answered } = context;
    const about = [service, expect, cause, remedy, procedure, step, topic, intent, question, answered];
    const id = `${about.join(' ')} ${beneath ? JSON.stringify(beneath) : ''}`;
    let outlook = this.#outlooks.get(id);
    if (!outlook) {
      if (this.#outlooks.size >= MOST_OUTLOOKS) this.#outlooks.clear();
      outlook = outlookOf(shelf, context, surroundingsOf(this.#knowledge, context));
      this.#outlooks.set(id, outlook);
    }
    return outlook;
  }

  /**
   * Valid until it is asked for again.
   * @param always readings that must be among them: in training the right ones
   */
  propose(
    seen: Seen,
    context: Context,
    nearness: Nearness,
    always: readonly ReadingKey[] = [],
    centroidOf?: (key: ReadingKey) => Float32Array | undefined,
  ): Proposal {
    const stand = this.#stand(context, nearness);
    const { shelf, plain, selection } = stand;
    const own = ownWords(shelf, seen.encoded);
    const outlook = this.#outlook(shelf, context);
    const must = always.flatMap((key) => shelf.places.byKey.get(key) ?? []);
    const kept = selection.of({ own, nearness, outlook, must });
    const candidates = kept.map((at) => outlook.get(at) ?? (plain[at] as Candidate));
    const meeting = this.#meeting(seen, context, nearness, stand);
    const matches = this.#emptyMatches(kept.length * MATCH_SIZE);
    for (const [index, at] of kept.entries()) {
      const candidate = candidates[index] as Candidate;
      const centroid = centroidOf ? centroidOf(candidate.entry.key) : stand.centroids[at];
      fillMatch(matches, index * MATCH_SIZE, at, candidate, centroid, meeting);
    }
    const proposal = { candidates, matches };
    rankWithin(proposal);
    return proposal;
  }

  #emptyMatches(size: number): Float64Array {
    if (this.#matches.length < size) this.#matches = new Float64Array(size * 2);
    else this.#matches.fill(0, 0, size);
    return this.#matches;
  }

  #meeting(seen: Seen, context: Context, nearness: Nearness, { shelf, counts, readings }: Stand): Meeting {
    const offered = context.offered ?? [];
    return {
      seen,
      nearness,
      readings,
      counts,
      shelf,
      said: fold(seen.text),
      asks: (seen.encoded.mood & MOOD.question) !== 0,
      vector: this.#vectors?.of(seen.encoded.content) ?? null,
      whole: this.#vectors?.whole(seen.encoded.terms) ?? null,
      intents: intentsOf(shelf, seen),
      offered: offered.length > 0 ? new Set(offered) : null,
    };
  }
}

/** Probabilities of the shelf's intents. */
function intentsOf({ intents }: Shelf, seen: Seen): Float64Array {
  const probabilities = new Float64Array(intents.length);
  for (let at = 0; at < intents.length; at++) probabilities[at] = seen.intents.get(intents[at] as string) ?? 0;
  return probabilities;
}
