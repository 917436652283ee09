import type { Transaction } from '@orpheus/platform/db';
import type { StateRecord } from '@orpheus/platform/events';
import type { Product } from '@orpheus/schemas';
import type { Reservation } from '../domain/reservation.ts';
import type { Movement, StockLevel } from '../domain/stock-level.ts';

/** State with the version of its last change. */
export interface Versioned<State> {
  readonly state: State;
  readonly version: number;
}

/** A reservation as it is to be written. `loadedVersion` is 0 for one that was not there. */
export interface ReservationChange {
  readonly orderId: string;
  readonly reservation: Reservation;
  readonly loadedVersion: number;
  readonly version: number;
}

/**
 * Reservations. Lock order everywhere: reservations by order id, then stock by product id; so no two transactions can wait
 * for each other.
 */
export interface ReservationStore {
  /** Reads and locks those that are there, in order of their ids. */
  lock(tx: Transaction, orderIds: readonly string[]): Promise<ReadonlyMap<string, Versioned<Reservation>>>;
  /** Reads and locks at most `limit` holds that are due, passing over those that somebody else has locked. */
  lockDue(tx: Transaction, now: Date, limit: number): Promise<ReadonlyMap<string, Versioned<Reservation>>>;
  /** Writes reservations whose movements are already in the ledger. */
  save(tx: Transaction, changes: readonly ReservationChange[], at: Date): Promise<void>;
}

/** Stock levels. */
export interface StockStore {
  /** Reads and locks those that are there, in order of their ids. */
  lock(tx: Transaction, productIds: readonly string[]): Promise<ReadonlyMap<string, Versioned<StockLevel>>>;
  /** Writes levels whose movements are already in the ledger, each one version on. */
  save(tx: Transaction, levels: readonly Versioned<StockLevel>[], at: Date): Promise<void>;
  /** Creates an empty level, version 1, for each product that has none, and returns those products. */
  createMissing(tx: Transaction, productIds: readonly string[], at: Date): Promise<readonly string[]>;
}

/** A movement with all that the ledger keeps of it. */
export interface LedgerEntry extends Movement {
  /** The version of the level that the movement is part of. */
  readonly stockVersion: number;
  readonly orderId: string | undefined;
  readonly reason: string | undefined;
  readonly actor: string | undefined;
}

export interface Ledger {
  /** Appends entries in their order; it comes before the reservations and levels that they explain. */
  append(tx: Transaction, entries: readonly LedgerEntry[], at: Date): Promise<void>;
}

export interface ProductReplica {
  /** Keeps the newest version of each, whatever the order of arrival, and returns the products that changed. */
  keep(tx: Transaction, records: readonly StateRecord<Product>[]): Promise<readonly string[]>;
  /** A product that is archived, removed or unknown is not sold. */
  isSold(tx: Transaction, productId: string): Promise<boolean>;
}

/** Counts what became of events and commands. */
export interface OutcomeCounter {
  count(outcome: string): void;
}

export interface Clock {
  now(): Date;
}
