import { pick } from './generate-products.ts';
import { brands, colours, ranges, uses } from './product-words.ts';

/** One request of the mix. */
export interface Query {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, string>>;
}

type Random = () => number;

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** One slip of the finger: a letter wrong, missing, doubled or swapped with the next. */
function misspelt(random: Random, word: string): string {
  const place = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter, after] = [word.slice(0, place), word.charAt(place), word.slice(place + 1)];
  switch (Math.floor(random() * 4)) {
    case 0:
      return `${before}${letters.charAt(Math.floor(random() * letters.length))}${after}`;
    case 1:
      return `${before}${after}`;
    case 2:
      return `${before}${letter}${letter}${after}`;
    default:
      return `${before}${after.charAt(0)}${letter}${after.slice(1)}`;
  }
}

function noun(random: Random): string {
  return pick(random, pick(random, ranges).nouns).toLowerCase();
}

function phrase(random: Random): string {
  const range = pick(random, ranges);
  return `${pick(random, range.traits)} ${pick(random, range.nouns)}`.toLowerCase();
}

const kinds: readonly {
  readonly name: string;
  readonly share: number;
  make(random: Random, categoryIds: readonly string[]): Query['parameters'];
}[] = [
  { name: 'a word', share: 20, make: (random) => ({ q: noun(random) }) },
  { name: 'two words', share: 20, make: (random) => ({ q: phrase(random) }) },
  { name: 'a brand', share: 8, make: (random) => ({ q: pick(random, brands) }) },
  { name: 'the beginning of a word', share: 15, make: (random) => ({ q: noun(random).slice(0, 4) }) },
  {
    name: 'a misspelt word',
    share: 12,
    make: (random) => {
      const word = noun(random);
      return { q: word.length < 5 ? misspelt(random, 'headphones') : misspelt(random, word) };
    },
  },
  {
    name: 'two words, one misspelt',
    share: 5,
    make: (random) => ({ q: `${pick(random, colours)} ${misspelt(random, 'keyboard')}` }),
  },
  // Found in about every twentieth or fourteenth product.
  { name: 'a broad word', share: 5, make: (random) => ({ q: pick(random, [...colours, ...uses]) }) },
  {
    name: 'words with filters',
    share: 10,
    make: (random, categoryIds) => ({
      q: phrase(random),
      categoryId: pick(random, categoryIds),
      currency: 'USD',
      maxPrice: '80000',
      inStock: 'true',
    }),
  },
  {
    name: 'words by price',
    share: 5,
    make: (random) => ({ q: noun(random), currency: 'EUR', sort: 'price' }),
  },
];

/** What people might ask a shop for: mostly plain words, some begun, some misspelt, some with filters. */
export function nextQuery(random: Random, categoryIds: readonly string[]): Query {
  const total = kinds.reduce((sum, kind) => sum + kind.share, 0);
  let rest = random() * total;
  for (const kind of kinds) {
    rest -= kind.share;
    if (rest < 0) return { kind: kind.name, parameters: kind.make(random, categoryIds) };
  }
  throw new RangeError('the shares do not add up');
}
