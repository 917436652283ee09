import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '@orpheus/platform/db';
import { type Cause, causeOf, type ReceivedOf } from '@orpheus/platform/events';
import type { Outbox } from '@orpheus/platform/outbox';
import { events } from '@orpheus/schemas';
import type { Command } from '../domain/vocabulary.ts';
import { applyCommand } from './apply-command.ts';
import type { PaymentEvent } from './payment-event.ts';
import type { PaymentRecord } from './payment-record.ts';
import type { Policy } from './policy.ts';
import type { Clock, Observer, PaymentStore } from './ports.ts';

/** What this service listens to. */
export const consumedEvents = [
  events.orderCreated,
  events.orderRejected,
  events.orderCancelled,
  events.stockReserved,
] as const;

export type ConsumedEvent = ReceivedOf<(typeof consumedEvents)[number]>;

export interface SagaEventHandling {
  readonly store: PaymentStore;
  readonly outbox: Outbox;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Called after a commit that left work to do. */
  readonly onWork: () => void;
}

interface Round {
  readonly before: ReadonlyMap<string, PaymentRecord>;
  readonly after: Map<string, PaymentRecord>;
  readonly published: PaymentEvent[];
}

/**
 * Order and go-ahead come from two topics, so in either order, and a cancel comes at any time. Nothing is charged here:
 * the events only say what is to be done, and the worker does it.
 */
export function createSagaEventHandler(handling: SagaEventHandling) {
  const { store, outbox, observer } = handling;

  async function decideRound(tx: Transaction, received: readonly ConsumedEvent[]): Promise<Round> {
    const orderIds = [...new Set(received.map((event) => event.payload.orderId))].sort();
    const found = await store.lockByOrder(tx, orderIds);
    const round: Round = {
      before: new Map(found.map((record) => [record.orderId, record])),
      after: new Map(),
      published: [],
    };
    for (const event of received) {
      const { orderId } = event.payload;
      const cause = causeOf(event);
      const record = round.after.get(orderId) ?? round.before.get(orderId) ?? newRecord(orderId, cause);
      const command = commandOf(event);
      const applied = applyCommand(record, command, cause, handling.policy, handling.clock.now());
      observer.decided(record, command, applied.decision);
      if (applied.decision.kind === 'IGNORED') continue;
      round.after.set(orderId, applied.record);
      if (applied.event !== undefined) round.published.push(applied.event);
    }
    return round;
  }

  return async (tx: Transaction, received: readonly ConsumedEvent[]): Promise<void> => {
    let open = received;
    let hasWork = false;
    const published: PaymentEvent[] = [];
    while (open.length > 0) {
      const round = await decideRound(tx, open);
      const changed = [...round.after.values()];
      const inserted = await store.insert(
        tx,
        changed.filter((record) => !round.before.has(record.orderId)),
      );
      await store.update(
        tx,
        changed.filter((record) => round.before.has(record.orderId)),
      );
      // Another replica, with the other topic, may have created an order's payment since: those are decided again.
      const isLost = (orderId: string) =>
        round.after.has(orderId) && !round.before.has(orderId) && !inserted.has(orderId);
      published.push(...round.published.filter((event) => !isLost(event.key)));
      hasWork ||= changed.some((record) => record.work !== undefined && !isLost(record.orderId));
      open = open.filter((event) => isLost(event.payload.orderId));
    }
    await outbox.append(tx, published);
    if (hasWork) tx.afterCommit(handling.onWork);
  };
}

function newRecord(orderId: string, cause: Cause): PaymentRecord {
  return { id: randomUUIDv7(), orderId, version: 0, payment: { state: 'NEW' }, work: undefined, cause };
}

function commandOf(event: ConsumedEvent): Command {
  switch (event.type) {
    case 'order.created': {
      const { customerId, total, paymentMethod } = event.payload;
      return { kind: 'PLACE_ORDER', terms: { customerId, amount: total, paymentMethod } };
    }
    case 'stock.reserved':
      return { kind: 'GIVE_GO_AHEAD' };
    case 'order.rejected':
    case 'order.cancelled':
      return { kind: 'CLOSE_ORDER' };
  }
}
