/** What is there of one product, and how much of it is held for orders. Always `onHand >= reserved >= 0`. */
export interface StockLevel {
  readonly productId: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** The levels that a decision looks at; a product that has none is unknown. */
export type Levels = ReadonlyMap<string, StockLevel>;

/** Why a level changed; the ledger keeps it. */
export type MovementKind =
  | 'REPLENISHED'
  | 'ADJUSTED'
  | 'RESERVED'
  | 'RELEASED'
  | 'EXPIRED'
  | 'COMMITTED'
  | 'PUT_BACK';

/** One entry of the ledger: the sum of a product's movements is its level. */
export interface Movement {
  readonly productId: string;
  readonly kind: MovementKind;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
}

/** A movement would break `onHand >= reserved >= 0`: a decision was made on another level than the one it is applied to. */
export class StockInvariantError extends Error {
  override readonly name = 'StockInvariantError';
}

/** The most that a product may have on hand; it keeps sums far below what a long or a JavaScript number holds. */
export const maximumOnHand = 1_000_000_000;

/** What can still be promised. */
export function availableOf(level: StockLevel): number {
  return level.onHand - level.reserved;
}

/** The level after a movement. */
export function applyMovement(level: StockLevel, movement: Movement): StockLevel {
  const onHand = level.onHand + movement.onHandDelta;
  const reserved = level.reserved + movement.reservedDelta;
  if (reserved < 0 || onHand < reserved) {
    throw new StockInvariantError(
      `${movement.kind} of ${movement.productId} would leave ${onHand} on hand with ${reserved} reserved`,
    );
  }
  return { productId: level.productId, onHand, reserved };
}

/** What became of a wish to change the stock on hand. */
export type StockChange =
  | { readonly outcome: 'CHANGED'; readonly level: StockLevel; readonly movement: Movement }
  | { readonly outcome: 'UNDER_RESERVED'; readonly level: StockLevel }
  | { readonly outcome: 'ABOVE_MAXIMUM'; readonly level: StockLevel }
  | { readonly outcome: 'NOT_REPLENISHABLE'; readonly level: StockLevel };

/** Goods came in. A product that is no longer sold takes none: what is left of it can still be adjusted. */
export function replenish(level: StockLevel, quantity: number, product: 'SOLD' | 'RETIRED'): StockChange {
  if (product === 'RETIRED') return { outcome: 'NOT_REPLENISHABLE', level };
  return change(level, 'REPLENISHED', quantity);
}

/** A count corrected the stock on hand, up or down; what is promised to orders stays covered. */
export function adjust(level: StockLevel, delta: number): StockChange {
  return change(level, 'ADJUSTED', delta);
}

function change(level: StockLevel, kind: 'REPLENISHED' | 'ADJUSTED', delta: number): StockChange {
  if (level.onHand + delta < level.reserved) return { outcome: 'UNDER_RESERVED', level };
  if (level.onHand + delta > maximumOnHand) return { outcome: 'ABOVE_MAXIMUM', level };
  const movement: Movement = { productId: level.productId, kind, onHandDelta: delta, reservedDelta: 0 };
  return { outcome: 'CHANGED', level: applyMovement(level, movement), movement };
}
