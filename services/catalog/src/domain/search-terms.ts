/** More words than these say no more about what is looked for, and each costs an index scan. */
export const MAX_TERMS = 8;

const MAX_TERM_LENGTH = 40;

/**
 * The words of a search text, as the index knows them: lower case, without accents, without punctuation, each once.
 * What is left holds letters and digits only, so nothing in it can be read as a query operator.
 */
export function searchTerms(text: string): readonly string[] {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, MAX_TERM_LENGTH));
  return [...new Set(words)].slice(0, MAX_TERMS);
}
