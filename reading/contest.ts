import { FAMILIES } from './catalogue.ts';
import { AT, MATCH_SIZE } from './match.ts';
import type { Candidate } from './outlook.ts';
import type { Proposal } from './proposal.ts';

const ANSWERING: ReadonlySet<number> = new Set(
  (['fact', 'step', 'topic', 'term'] as const).map((family) => FAMILIES.indexOf(family)),
);

/** Which candidate is the nearest of its family, and by how much; for `unknown` how well anything answers. */
export function rankWithin(proposal: Proposal): void {
  for (let family = 0; family < FAMILIES.length; family++) rankFamily(proposal, family);
  const answering = proposal.candidates.flatMap(({ family }, at) => (ANSWERING.has(family) ? [at * MATCH_SIZE] : []));
  answeringHere(proposal, answering);
  const unknown = unknownOf(proposal);
  if (unknown >= 0)
    for (const [index, number] of [AT.own, AT.example, AT.byVectors].entries())
      proposal.matches[unknown + AT.answering + index] = mostOf(proposal, answering, number);
  aboveMean(proposal, AT.byVectors, AT.above);
  aboveMean(proposal, AT.terms + 1, AT.terms + 2);
}

function rankFamily({ candidates, matches }: Proposal, family: number): void {
  let example = -1;
  let own = -1;
  let most = 0;
  let second = 0;
  let mostOwn = 0;
  for (let at = 0; at < candidates.length; at++) {
    if ((candidates[at] as Candidate).family !== family) continue;
    const from = at * MATCH_SIZE;
    const value = matches[from + AT.example] as number;
    if (value > most) {
      second = most;
      most = value;
      example = from;
    } else if (value > second) second = value;
    const ownValue = matches[from + AT.own] as number;
    if (ownValue > mostOwn) {
      mostOwn = ownValue;
      own = from;
    }
  }
  if (example >= 0) {
    matches[example + AT.first] = 1;
    matches[example + AT.ahead] = most - second;
  }
  if (own >= 0) matches[own + AT.ownFirst] = 1;
}

/** Where the match of `unknown` begins; -1 when it is not among them. */
function unknownOf({ candidates }: Proposal): number {
  const at = candidates.findLastIndex(({ classKey }) => classKey === 'unknown');
  return at < 0 ? -1 : at * MATCH_SIZE;
}

function mostOf({ matches }: Proposal, starts: readonly number[], number: number): number {
  let most = 0;
  for (const from of starts) if ((matches[from + number] as number) > most) most = matches[from + number] as number;
  return most;
}

function aboveMean({ candidates, matches }: Proposal, number: number, into: number): void {
  const end = candidates.length * MATCH_SIZE;
  let mean = 0;
  for (let from = 0; from < end; from += MATCH_SIZE) mean += matches[from + number] as number;
  mean /= candidates.length || 1;
  for (let from = 0; from < end; from += MATCH_SIZE)
    if (matches[from + number] !== 0) matches[from + into] = (matches[from + number] as number) - mean;
}

/** How well anything answers that was cited when it was said; how many such things there are. */
function answeringHere(proposal: Proposal, answering: readonly number[]): void {
  const { matches } = proposal;
  const here = answering.filter((from) => matches[from + AT.focus] === 1 || matches[from + AT.inHand] === 1);
  for (const from of here) matches[from + AT.focusOwn + 4] = 1 / here.length;
  const unknown = unknownOf(proposal);
  if (unknown < 0) return;
  matches[unknown + AT.answeringHere] = mostOf(proposal, here, AT.own);
  matches[unknown + AT.answeringHere + 1] = mostOf(proposal, here, AT.ownVectors);
  matches[unknown + AT.focusOwn + 4] = here.length > 0 ? 1 / here.length : 0;
}
