/** More words than these say no more about what is looked for, and each costs an index scan. */
export const MAX_TERMS = 8;

const MAX_WORD_LENGTH = 40;

/**
 * The words of a text in the one form in which they are indexed, looked up and sorted: lower case, without accents and
 * punctuation. They hold letters and digits only, so nothing in them can be read as a query operator.
 */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => Array.from(word).slice(0, MAX_WORD_LENGTH).join(''));
}

/** What is looked for: each word once. */
export function searchTerms(text: string): readonly string[] {
  return [...new Set(wordsOf(text))].slice(0, MAX_TERMS);
}

/** Words that can be misspelt: numbers and article numbers are right or wrong, and short words are not guessed at. */
export function isCorrectable(word: string): boolean {
  return /^\p{L}{4,}$/u.test(word);
}
