import { isCorrectable } from './search-terms.ts';

const MAX_CORRECTIONS = 3;

/** Longer words leave room for a second slip. */
export function allowedDistance(term: string): number {
  if (!isCorrectable(term)) return 0;
  return term.length < 8 ? 1 : 2;
}

/** The known words nearest to a misspelt one, nearest first; of equally near ones those with the same first letter lead. */
export function corrections(term: string, known: readonly string[]): readonly string[] {
  const allowed = allowedDistance(term);
  return known
    .map((word) => ({ word, distance: prefixDistance(term, word), sameStart: word[0] === term[0] }))
    .filter((each) => each.distance <= allowed)
    .toSorted(
      (a, b) =>
        a.distance - b.distance ||
        Number(b.sameStart) - Number(a.sameStart) ||
        a.word.length - b.word.length ||
        (a.word < b.word ? -1 : 1),
    )
    .slice(0, MAX_CORRECTIONS)
    .map((each) => each.word);
}

/**
 * Edits (insert, delete, replace, swap of neighbours) that turn the term into the word or into a beginning of it that
 * is as long as the term: who searches while typing has not written the end yet.
 */
function prefixDistance(term: string, word: string): number {
  return Math.min(editDistance(term, word), editDistance(term, word.slice(0, term.length)));
}

/** Optimal string alignment distance. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, at(beforePrevious, column - 2) + 1);
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
