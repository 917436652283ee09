import type { SqlExecutor } from '@orpheus/platform/db';
import type { Shortage, StockLine } from '../domain/lines.ts';
import type { RejectionReason, ReservationStatus } from '../domain/reservation.ts';
import type { MovementKind } from '../domain/stock-level.ts';

/** A product's stock as people read it. */
export interface StockView {
  readonly productId: string;
  readonly sku: string | null;
  readonly name: string | null;
  /** REMOVED: the catalogue took the product away, its goods are still here. */
  readonly productStatus: 'ACTIVE' | 'ARCHIVED' | 'REMOVED';
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly version: number;
  readonly updatedAt: Date;
}

export interface MovementView {
  /** Grows with time. */
  readonly id: string;
  readonly stockVersion: number;
  readonly kind: MovementKind;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly orderId: string | null;
  readonly reason: string | null;
  readonly actor: string | null;
  readonly at: Date;
}

export interface ReservationView {
  readonly orderId: string;
  readonly status: Exclude<ReservationStatus, 'NONE'>;
  readonly lines: readonly StockLine[];
  readonly expiresAt: Date | null;
  readonly reason: RejectionReason | null;
  readonly shortages: readonly Shortage[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface StockFilters {
  readonly sku?: string | undefined;
  readonly inStock?: boolean | undefined;
  readonly availableBelow?: number | undefined;
}

export interface MovementFilters {
  readonly kind?: MovementKind | undefined;
  readonly orderId?: string | undefined;
}

/** Where a list goes on. */
export interface MovementPosition {
  readonly stockVersion: number;
  readonly id: string;
}

/** Questions that change nothing; they run on the database or inside a transaction. */
export interface StockQueries {
  /** By product id, which is by age. */
  list(
    sql: SqlExecutor,
    filters: StockFilters,
    page: { readonly limit: number; readonly after: string | undefined },
  ): Promise<readonly StockView[]>;
  find(sql: SqlExecutor, productId: string): Promise<StockView | undefined>;
  /** Newest first. */
  movements(
    sql: SqlExecutor,
    productId: string,
    filters: MovementFilters,
    page: { readonly limit: number; readonly after: MovementPosition | undefined },
  ): Promise<readonly MovementView[]>;
  reservation(sql: SqlExecutor, orderId: string): Promise<ReservationView | undefined>;
}
