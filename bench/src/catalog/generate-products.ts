import { brands, colours, materials, ranges, sentences, uses } from './product-words.ts';

export interface GeneratedProduct {
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly prices: readonly { readonly amountMinor: number; readonly currency: string }[];
  readonly categoryIds: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** The same numbers on every run (mulberry32), so that two measurements compare the same catalogue. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<Item>(random: () => number, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** `categoryIds` by the name of the range. */
export function generateProduct(
  random: () => number,
  index: number,
  categoryIds: ReadonlyMap<string, string>,
): GeneratedProduct {
  const range = pick(random, ranges);
  const noun = pick(random, range.nouns);
  const trait = pick(random, range.traits);
  const brand = pick(random, brands);
  const colour = pick(random, colours);
  const material = pick(random, materials);
  const purpose = pick(random, uses);
  const model = `${brand.slice(0, 2).toUpperCase()}${100 + Math.floor(random() * 900)}`;
  const usd = 499 + Math.floor(random() ** 3 * 250_000);
  const categoryId = categoryIds.get(range.category);
  return {
    sku: `${noun.slice(0, 3).toUpperCase()}-${String(index).padStart(6, '0')}`,
    name: `${brand} ${trait} ${noun} ${model} ${colour}`,
    description: `${trait} ${noun.toLowerCase()} of ${material} by ${brand} for ${purpose}. ${pick(random, sentences)} ${pick(random, sentences)} Goes well with a ${pick(random, range.nouns).toLowerCase()}.`,
    prices: [
      { amountMinor: usd, currency: 'USD' },
      { amountMinor: Math.round(usd * 0.9), currency: 'EUR' },
    ],
    categoryIds: categoryId === undefined ? [] : [categoryId],
    attributes: { brand, colour, material, purpose },
  };
}
