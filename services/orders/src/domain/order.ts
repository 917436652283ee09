import type { Money } from './money.ts';
import type {
  CancellationReason,
  OpenStatus,
  OrderStatus,
  PaymentFailure,
  RejectionReason,
} from './order-status.ts';

export interface RejectedLine {
  readonly productId: string;
  readonly requested: number;
  readonly available: number;
}

/** What holds in every state. `version` counts the events of the order, its placing included. */
export interface PlacedFacts {
  readonly orderId: string;
  readonly customerId: string;
  readonly total: Money;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly placedAt: number;
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
}

export type Order = PlacedFacts &
  (
    | { readonly status: OpenStatus }
    | { readonly status: 'CONFIRMED' }
    | { readonly status: 'SHIPPED'; readonly shipmentId: string }
    | { readonly status: 'DELIVERED'; readonly shipmentId: string }
    | {
        readonly status: 'REJECTED';
        readonly reason: RejectionReason;
        readonly rejectedLines: readonly RejectedLine[];
      }
    | { readonly status: 'CANCELLED'; readonly reason: CancellationReason }
    | {
        readonly status: 'REFUNDED';
        readonly refunded: Money;
        /** Why it had been cancelled; a refund without a cancellation has none. */
        readonly reason: CancellationReason | undefined;
      }
  );

/** What the order is told: facts from its peers, the clock, its customer. */
export type OrderInput =
  | { readonly type: 'stock.reserved' }
  | {
      readonly type: 'stock.rejected';
      readonly reason: RejectionReason;
      readonly lines: readonly RejectedLine[];
    }
  | { readonly type: 'stock.committed' }
  | { readonly type: 'stock.expired' }
  | { readonly type: 'stock.commit_failed' }
  | { readonly type: 'payment.pending' }
  | { readonly type: 'payment.confirmed' }
  | { readonly type: 'payment.failed'; readonly reason: PaymentFailure }
  | { readonly type: 'payment.refunded'; readonly refunded: Money; readonly inFull: boolean }
  | { readonly type: 'shipment.dispatched'; readonly shipmentId: string }
  | { readonly type: 'shipment.delivered'; readonly shipmentId: string }
  | { readonly type: 'deadline.reached'; readonly at: number }
  | { readonly type: 'cancel.requested' };

/** What happened to the order; each makes one version. */
export type OrderEvent =
  | { readonly type: 'stock_held' }
  | { readonly type: 'payment_awaited' }
  | { readonly type: 'payment_arrived' }
  | { readonly type: 'confirmed' }
  | {
      readonly type: 'rejected';
      readonly reason: RejectionReason;
      readonly lines: readonly RejectedLine[];
    }
  | { readonly type: 'cancelled'; readonly reason: CancellationReason }
  | { readonly type: 'shipped'; readonly shipmentId: string }
  | { readonly type: 'delivered'; readonly shipmentId: string }
  | { readonly type: 'refunded'; readonly refunded: Money };

/**
 * Why an input changes nothing. `repeated`: the order is there already; `overtaken`: a later fact came first, over
 * another topic; `too_late`: the order had ended otherwise; `no_effect`: true, but the order need not act on it;
 * `illegal`: no sound peer says this in this state.
 */
export type Ignored = 'repeated' | 'overtaken' | 'too_late' | 'no_effect' | 'illegal';

export type Decision =
  | { readonly outcome: 'changed'; readonly events: readonly OrderEvent[] }
  | { readonly outcome: 'ignored'; readonly because: Ignored };

type Row = Readonly<Record<OrderStatus, Ignored | OrderEvent | readonly OrderEvent[]>>;

/** The row of an input that ends what the order waits for. */
function endsOpenOrder(event: OrderEvent, onceConfirmed: Ignored): Row {
  return {
    PENDING: event,
    PROCESSING: event,
    PAYMENT_PENDING: event,
    CONFIRMED: onceConfirmed,
    SHIPPED: onceConfirmed,
    DELIVERED: onceConfirmed,
    REJECTED: 'illegal',
    CANCELLED: 'too_late',
    REFUNDED: 'too_late',
  };
}

const ended = { REJECTED: 'illegal', CANCELLED: 'too_late', REFUNDED: 'too_late' } as const;
const open = (all: Ignored) => ({ PENDING: all, PROCESSING: all, PAYMENT_PENDING: all });
const bought = (all: Ignored) => ({ CONFIRMED: all, SHIPPED: all, DELIVERED: all });

function rowOf(order: Order, input: OrderInput): Row {
  switch (input.type) {
    case 'stock.reserved':
      return {
        PENDING: { type: 'stock_held' },
        PROCESSING: 'repeated',
        PAYMENT_PENDING: 'overtaken',
        ...bought('overtaken'),
        ...ended,
      };
    case 'stock.rejected':
      return {
        ...open('illegal'),
        PENDING: { type: 'rejected', reason: input.reason, lines: input.lines },
        ...bought('illegal'),
        ...ended,
        REJECTED: 'repeated',
      };
    case 'payment.pending':
      return {
        PENDING: { type: 'payment_awaited' },
        PROCESSING: { type: 'payment_awaited' },
        PAYMENT_PENDING: 'repeated',
        ...bought('overtaken'),
        ...ended,
      };
    case 'payment.confirmed':
      return {
        ...open('no_effect'),
        PAYMENT_PENDING: { type: 'payment_arrived' },
        ...bought('overtaken'),
        ...ended,
      };
    case 'stock.committed':
      return { ...endsOpenOrder({ type: 'confirmed' }, 'repeated'), ...ended };
    case 'payment.failed':
      return endsOpenOrder({ type: 'cancelled', reason: input.reason }, 'illegal');
    case 'stock.expired':
      return endsOpenOrder({ type: 'cancelled', reason: 'RESERVATION_EXPIRED' }, 'overtaken');
    case 'stock.commit_failed':
      return endsOpenOrder({ type: 'cancelled', reason: 'STOCK_COMMIT_FAILED' }, 'illegal');
    case 'deadline.reached':
      return input.at < order.deadlineAt
        ? { ...open('no_effect'), ...bought('too_late'), ...ended, REJECTED: 'too_late' }
        : { ...endsOpenOrder({ type: 'cancelled', reason: 'TIMEOUT' }, 'too_late'), REJECTED: 'too_late' };
    case 'cancel.requested':
      return {
        ...endsOpenOrder({ type: 'cancelled', reason: 'CUSTOMER' }, 'too_late'),
        CONFIRMED: { type: 'cancelled', reason: 'CUSTOMER' },
        REJECTED: 'too_late',
        CANCELLED: 'repeated',
        REFUNDED: 'repeated',
      };
    case 'shipment.dispatched':
      return {
        ...open('illegal'),
        CONFIRMED: { type: 'shipped', shipmentId: input.shipmentId },
        SHIPPED: 'repeated',
        DELIVERED: 'overtaken',
        ...ended,
      };
    case 'shipment.delivered': {
      const { shipmentId } = input;
      return {
        ...open('illegal'),
        // What was delivered had been dispatched, even if that news was lost on the way.
        CONFIRMED: [
          { type: 'shipped', shipmentId },
          { type: 'delivered', shipmentId },
        ],
        SHIPPED: { type: 'delivered', shipmentId },
        DELIVERED: 'repeated',
        ...ended,
      };
    }
    case 'payment.refunded': {
      if (!input.inFull)
        return { ...open('illegal'), ...bought('no_effect'), ...ended, CANCELLED: 'no_effect' };
      const refunded = { type: 'refunded', refunded: input.refunded } as const;
      return {
        ...open('illegal'),
        CONFIRMED: refunded,
        SHIPPED: refunded,
        DELIVERED: refunded,
        REJECTED: 'illegal',
        CANCELLED: refunded,
        REFUNDED: 'repeated',
      };
    }
  }
}

/** What an input does to an order: the events that follow, or why nothing does. Total over every state and input. */
export function decide(order: Order, input: OrderInput): Decision {
  const verdict = rowOf(order, input)[order.status];
  if (typeof verdict === 'string') return { outcome: 'ignored', because: verdict };
  return { outcome: 'changed', events: 'type' in verdict ? [verdict] : verdict };
}

/** The order after an event that `decide` gave. */
export function evolve(order: Order, event: OrderEvent): Order {
  const { orderId, customerId, total, placedAt, deadlineAt } = order;
  const facts = { orderId, customerId, total, placedAt, deadlineAt, version: order.version + 1 };
  switch (event.type) {
    case 'stock_held':
    case 'payment_arrived':
      return { ...facts, status: 'PROCESSING' };
    case 'payment_awaited':
      return { ...facts, status: 'PAYMENT_PENDING' };
    case 'confirmed':
      return { ...facts, status: 'CONFIRMED' };
    case 'rejected':
      return { ...facts, status: 'REJECTED', reason: event.reason, rejectedLines: event.lines };
    case 'cancelled':
      return { ...facts, status: 'CANCELLED', reason: event.reason };
    case 'shipped':
      return { ...facts, status: 'SHIPPED', shipmentId: event.shipmentId };
    case 'delivered':
      return { ...facts, status: 'DELIVERED', shipmentId: event.shipmentId };
    case 'refunded': {
      const reason = order.status === 'CANCELLED' ? order.reason : undefined;
      return { ...facts, status: 'REFUNDED', refunded: event.refunded, reason };
    }
  }
}

/** A new order, at version 1. */
export function place(facts: Omit<PlacedFacts, 'version'>): Order {
  return { ...facts, version: 1, status: 'PENDING' };
}
