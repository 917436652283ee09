/** How much of one product an order wants or holds. A list of them names each product once, in product order. */
export interface StockLine {
  readonly productId: string;
  readonly quantity: number;
}

/** A line that could not be served: what was asked for and what there was. */
export interface Shortage {
  readonly productId: string;
  readonly requested: number;
  readonly available: number;
}

/** An order's lines make no sense (none at all, or a quantity that is not a positive integer): a fault in the data. */
export class InvalidLinesError extends Error {
  override readonly name = 'InvalidLinesError';
}

/**
 * Sums the lines of one product, so that an order with two lines of it is checked on their sum, and sorts by product, so
 * that everything that is derived from them has one order.
 */
export function sumLines(lines: readonly StockLine[]): readonly StockLine[] {
  if (lines.length === 0) throw new InvalidLinesError('an order without lines');
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new InvalidLinesError(`quantity ${quantity} of product ${productId}`);
    }
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([productId, quantity]) => ({ productId, quantity }))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
}
