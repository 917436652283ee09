import { corrections } from './spelling.ts';

/** One way to meet a term: a word, or the beginning of one. */
export interface Alternative {
  readonly text: string;
  readonly prefix: boolean;
}

/** A product has to meet one alternative of every term. */
export type SearchQuery = readonly (readonly Alternative[])[];

/** What is known of a term. */
export interface LookedUpTerm {
  readonly term: string;
  /** What its forms have in common; absent for words like `for` that say nothing. */
  readonly stem: string | undefined;
  /** Known words that look like it, if no known word is or begins with it. */
  readonly similar: readonly string[];
}

/** Prefixes that are shorter match half of the catalogue and say nothing. */
const MIN_PREFIX_LENGTH = 3;

export function searchQuery(terms: readonly LookedUpTerm[]): SearchQuery {
  const telling = terms.filter((each) => each.stem !== undefined);
  return (telling.length > 0 ? telling : terms).map(alternatives);
}

function alternatives({ term, stem, similar }: LookedUpTerm): readonly Alternative[] {
  const written = [term, ...corrections(term, similar)].map((text) => ({
    text,
    prefix: text.length >= MIN_PREFIX_LENGTH,
  }));
  // Once more without prefix it would not add a match, and PostgreSQL ranks a text that occurs twice in a query as 0.
  return stem === undefined || written.some((each) => each.text === stem)
    ? written
    : [...written, { text: stem, prefix: false }];
}
