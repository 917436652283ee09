import type { Database, Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import type { Money } from '../domain/money.ts';
import type { Order, OrderEvent, OrderInput, RejectedLine } from '../domain/order.ts';
import type { EndReason, OrderStatus } from '../domain/order-status.ts';
import type { Offer, PricedLine } from '../domain/pricing.ts';

/** Only transactions: what a use case reads and writes goes through the stores. */
export type Transactions = Pick<Database, 'transaction'>;

/** A new order with what belongs to its placing alone. */
export interface PlacedOrder {
  readonly order: Order;
  readonly lines: readonly PricedLine[];
  readonly paymentMethod: string;
  readonly cause: Cause;
}

/** One event of an order, with the order as it is after it. */
export interface OrderStep {
  readonly event: OrderEvent;
  readonly order: Order;
  readonly at: Date;
  readonly cause: Cause;
}

export interface OrderStore {
  insert(tx: Transaction, placed: readonly PlacedOrder[]): Promise<void>;
  /** Loads the orders that exist and locks them, in the order of their ids, so that two batches cannot deadlock. */
  lock(tx: Transaction, orderIds: readonly string[]): Promise<ReadonlyMap<string, Order>>;
  /** Locks open orders whose deadline has come, the oldest first; those that somebody else has locked are left out. */
  lockOverdue(tx: Transaction, now: Date, limit: number): Promise<readonly Order[]>;
  /** Saves where the steps lead, and the history of each. The orders must be locked. */
  save(tx: Transaction, steps: readonly OrderStep[]): Promise<void>;
}

export interface OfferStore {
  find(tx: Transaction, productIds: readonly string[]): Promise<ReadonlyMap<string, Offer>>;
}

/** Tells the other services; in the transaction of the change. */
export interface OrderPublisher {
  placed(tx: Transaction, placed: readonly PlacedOrder[]): Promise<void>;
  changed(tx: Transaction, steps: readonly OrderStep[]): Promise<void>;
}

export interface OrderMetrics {
  /** An order came into a state, so many seconds after it had been placed. */
  entered(status: OrderStatus, secondsSincePlaced: number): void;
  handled(input: OrderInput['type'], outcome: string): void;
}

export interface OrderLog {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
}

export interface OrderSummary {
  readonly orderId: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly version: number;
  readonly total: Money;
  /** Why it was rejected or cancelled. */
  readonly reason: EndReason | undefined;
  readonly placedAt: Date;
  readonly updatedAt: Date;
  readonly deadlineAt: Date;
}

export interface HistoryEntry {
  readonly version: number;
  readonly status: OrderStatus;
  readonly reason: EndReason | undefined;
  readonly at: Date;
}

export interface OrderView extends OrderSummary {
  readonly lines: readonly PricedLine[];
  /** Which products were short, of a rejected order. */
  readonly rejectedLines: readonly RejectedLine[];
  readonly shipmentId: string | undefined;
  readonly history: readonly HistoryEntry[];
}

export interface OrderFilter {
  readonly customerId?: string | undefined;
  readonly status?: OrderStatus | undefined;
}

/** The last order of the page before. */
export interface OrderPosition {
  readonly placedAt: Date;
  readonly orderId: string;
}

/** Reads outside any transaction. */
export interface OrderReader {
  find(orderId: string): Promise<OrderView | undefined>;
  /** The newest first. */
  list(
    filter: OrderFilter,
    after: OrderPosition | undefined,
    limit: number,
  ): Promise<readonly OrderSummary[]>;
}
