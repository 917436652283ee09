import { type Fault, fault } from './fault.ts';
import { type Money, priceFaults, sortedPrices } from './price.ts';

/** What the shop says of a product. */
export interface ProductDetails {
  readonly name: string;
  readonly description: string;
  /** One a currency. */
  readonly prices: readonly Money[];
  readonly categoryIds: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is left out stays as it is. */
export type DetailsChange = { readonly [Name in keyof ProductDetails]?: ProductDetails[Name] | undefined };

export const limits = {
  sku: 64,
  name: 200,
  description: 10_000,
  prices: 50,
  categoryIds: 20,
  attributes: 50,
  attributeKey: 64,
  attributeValue: 500,
} as const;

export function detailFaults(details: ProductDetails): readonly Fault[] {
  const faults: Fault[] = [];
  if (details.name.trim() === '') faults.push(fault('must not be blank', 'name'));
  faults.push(...priceFaults(details.prices));
  const seen = new Set<string>();
  details.categoryIds.forEach((id, index) => {
    if (seen.has(id)) faults.push(fault('is named twice', 'categoryIds', index));
    seen.add(id);
  });
  return faults;
}

/** Order carries no meaning in any of these, so one order is kept: a repeated upsert is then no change. */
export function normalizeDetails(details: ProductDetails): ProductDetails {
  return {
    name: details.name.trim(),
    description: details.description.trim(),
    prices: sortedPrices(details.prices),
    categoryIds: details.categoryIds.toSorted(),
    attributes: Object.fromEntries(sortedAttributes(details)),
  };
}

function sortedAttributes({ attributes }: ProductDetails): readonly (readonly [string, string])[] {
  return Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Both sides normalized; a store may have changed the order of the attributes (jsonb does). */
export function sameDetails(a: ProductDetails, b: ProductDetails): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint(details: ProductDetails): string {
  return JSON.stringify([
    details.name,
    details.description,
    details.prices.map((price) => [price.currency, price.amountMinor]),
    details.categoryIds,
    sortedAttributes(details),
  ]);
}
