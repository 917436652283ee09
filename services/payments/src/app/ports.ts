import type { Transaction } from '@orpheus/platform/db';
import type { Operation } from '../domain/next-operation.ts';
import type { ChargeOutcome, Command, Decision, Money } from '../domain/vocabulary.ts';
import type { PaymentRecord } from './payment-record.ts';

/** A provider call that did not come to an outcome. */
export type NoOutcome =
  /** The provider says that the request itself is wrong: nothing was done, and trying again would not help. */
  | { readonly kind: 'REFUSED'; readonly failure: string }
  /** Timed out, lost or failed on the way: it may have been done. */
  | { readonly kind: 'UNKNOWN'; readonly failure: string }
  /** Not sent at all: the breaker is open or too much is in flight. */
  | { readonly kind: 'NOT_SENT'; readonly failure: string };

export type ChargeAnswer = ChargeOutcome | NoOutcome;
export type LookupAnswer = ChargeOutcome | NoOutcome | { readonly kind: 'NOT_FOUND' };
export type RefundAnswer = { readonly kind: 'REFUNDED' } | NoOutcome;
export type ProviderAnswer = ChargeAnswer | LookupAnswer | RefundAnswer;

export interface ChargeRequest {
  /** The provider's idempotency key: with the same key it does the same thing once, and answers the same. */
  readonly idempotencyKey: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paymentMethod: string;
}

export interface RefundRequest {
  readonly idempotencyKey: string;
  readonly chargeReference: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** The payment provider. No call throws: what went wrong is an answer with a name. */
export interface PaymentProvider {
  charge(request: ChargeRequest): Promise<ChargeAnswer>;
  lookup(chargeKey: string): Promise<LookupAnswer>;
  /** Cancels the charge of that key, also one that arrives later; tells what has become of it instead if it is too late. */
  void(chargeKey: string): Promise<ChargeAnswer>;
  refund(request: RefundRequest): Promise<RefundAnswer>;
}

/** One call to the provider, for the record. */
export interface Attempt {
  readonly paymentId: string;
  readonly operation: Operation;
  readonly idempotencyKey: string;
  readonly outcome: ProviderAnswer['kind'];
  readonly detail: string | undefined;
  readonly startedAt: Date;
  readonly durationMs: number;
}

export interface PaymentStore {
  /** The payments of these orders, locked in the order of their order ids. */
  lockByOrder(tx: Transaction, orderIds: readonly string[]): Promise<readonly PaymentRecord[]>;
  /** The payments with these ids, locked in the order of their order ids. */
  lockById(tx: Transaction, paymentIds: readonly string[]): Promise<readonly PaymentRecord[]>;
  /** At most `limit` payments whose work is due, locked; those that somebody else has locked are left out. */
  lockDue(tx: Transaction, now: Date, limit: number): Promise<readonly PaymentRecord[]>;
  /** Inserts payments and returns the order ids of those that were inserted: an order may have one since a moment. */
  insert(tx: Transaction, records: readonly PaymentRecord[]): Promise<ReadonlySet<string>>;
  /** Writes payments that this transaction has locked. */
  update(tx: Transaction, records: readonly PaymentRecord[]): Promise<void>;
  addAttempts(tx: Transaction, attempts: readonly Attempt[]): Promise<void>;
  /** Remembers ids of the provider's events and returns those that were new. */
  claimProviderEvents(tx: Transaction, eventIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Forgets at most `limit` of those received before that time, and returns how many. */
  forgetProviderEvents(tx: Transaction, before: Date, limit: number): Promise<number>;
}

export interface Clock {
  now(): Date;
}

/** Told of every decision, for logs and metrics. */
export interface Observer {
  decided(record: PaymentRecord, command: Command, decision: Decision): void;
  answered(paymentId: string, operation: Operation, answer: ProviderAnswer, durationMs: number): void;
}

/** A payment as it is shown. */
export interface PaymentView {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string | undefined;
  readonly status: string;
  readonly version: number;
  readonly amount: Money | undefined;
  readonly refunded: Money | undefined;
  readonly reason: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Where it stands in the list, exactly. */
  readonly position: readonly [createdAt: string, id: string];
}

export interface PaymentFilter {
  readonly customerId: string | undefined;
  readonly orderId: string | undefined;
  readonly status: string | undefined;
}

/** Reads outside of any transaction. */
export interface PaymentQueries {
  find(paymentId: string): Promise<PaymentView | undefined>;
  /** Newest first, from behind `after`. */
  list(
    filter: PaymentFilter,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<readonly PaymentView[]>;
  /** Oldest first. */
  attempts(paymentId: string): Promise<readonly Attempt[]>;
}
