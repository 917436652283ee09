import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Order, OrderInput } from './order.ts';
import { decide, evolve, place } from './order.ts';
import type { OrderStatus } from './order-status.ts';
import { cancellationReasons, orderStatuses, paymentFailures, rejectionReasons } from './order-status.ts';

const total = { amountMinor: 1_999, currency: 'USD' };
const deadlineAt = 600_000;
const placed = place({ orderId: 'order', customerId: 'customer', total, placedAt: 0, deadlineAt });

function fold(order: Order, ...inputs: OrderInput[]): Order {
  return inputs.reduce((current, input) => {
    const decision = decide(current, input);
    return decision.outcome === 'changed' ? decision.events.reduce(evolve, current) : current;
  }, order);
}

const reserved: OrderInput = { type: 'stock.reserved' };
const committed: OrderInput = { type: 'stock.committed' };
const dispatched: OrderInput = { type: 'shipment.dispatched', shipmentId: 'shipment' };
const delivered: OrderInput = { type: 'shipment.delivered', shipmentId: 'shipment' };
const refunded: OrderInput = { type: 'payment.refunded', refunded: total, inFull: true };
const cancel: OrderInput = { type: 'cancel.requested' };
const rejected: OrderInput = { type: 'stock.rejected', reason: 'OUT_OF_STOCK', lines: [] };
const declined: OrderInput = { type: 'payment.failed', reason: 'PAYMENT_DECLINED' };

const orderIn: Record<OrderStatus, Order> = {
  PENDING: placed,
  PROCESSING: fold(placed, reserved),
  PAYMENT_PENDING: fold(placed, reserved, { type: 'payment.pending' }),
  CONFIRMED: fold(placed, reserved, committed),
  SHIPPED: fold(placed, reserved, committed, dispatched),
  DELIVERED: fold(placed, reserved, committed, dispatched, delivered),
  REJECTED: fold(placed, rejected),
  CANCELLED: fold(placed, cancel),
  REFUNDED: fold(placed, reserved, committed, cancel, refunded),
};

// Columns as in `orderStatuses`: PENDING, PROCESSING, PAYMENT_PENDING, CONFIRMED, SHIPPED, DELIVERED, REJECTED,
// CANCELLED, REFUNDED. A status is where the order goes, a word in small letters is why it stays.
const table: readonly (readonly [OrderInput, string])[] = [
  [reserved, 'PROCESSING repeated overtaken overtaken overtaken overtaken illegal too_late too_late'],
  [rejected, 'REJECTED illegal illegal illegal illegal illegal repeated too_late too_late'],
  [
    { type: 'payment.pending' },
    'PAYMENT_PENDING PAYMENT_PENDING repeated overtaken overtaken overtaken illegal too_late too_late',
  ],
  [
    { type: 'payment.confirmed' },
    'no_effect no_effect PROCESSING overtaken overtaken overtaken illegal too_late too_late',
  ],
  [committed, 'CONFIRMED CONFIRMED CONFIRMED repeated repeated repeated illegal too_late too_late'],
  [declined, 'CANCELLED CANCELLED CANCELLED illegal illegal illegal illegal too_late too_late'],
  [
    { type: 'stock.expired' },
    'CANCELLED CANCELLED CANCELLED overtaken overtaken overtaken illegal too_late too_late',
  ],
  [
    { type: 'stock.commit_failed' },
    'CANCELLED CANCELLED CANCELLED illegal illegal illegal illegal too_late too_late',
  ],
  [
    { type: 'deadline.reached', at: deadlineAt },
    'CANCELLED CANCELLED CANCELLED too_late too_late too_late too_late too_late too_late',
  ],
  [
    { type: 'deadline.reached', at: deadlineAt - 1 },
    'no_effect no_effect no_effect too_late too_late too_late too_late too_late too_late',
  ],
  [cancel, 'CANCELLED CANCELLED CANCELLED CANCELLED too_late too_late too_late repeated repeated'],
  [dispatched, 'illegal illegal illegal SHIPPED repeated overtaken illegal too_late too_late'],
  [delivered, 'illegal illegal illegal DELIVERED DELIVERED repeated illegal too_late too_late'],
  [refunded, 'illegal illegal illegal REFUNDED REFUNDED REFUNDED illegal REFUNDED repeated'],
  [
    { ...refunded, inFull: false },
    'illegal illegal illegal no_effect no_effect no_effect illegal no_effect too_late',
  ],
];

describe('the order', () => {
  it('is in each of its states for the table below', () => {
    for (const status of orderStatuses) expect(orderIn[status].status).toBe(status);
  });

  for (const [input, row] of table) {
    const cells = row.split(' ');
    for (const [index, status] of orderStatuses.entries()) {
      const cell = cells[index]!;
      it(`${status} on ${JSON.stringify(input)}: ${cell}`, () => {
        const decision = decide(orderIn[status], input);
        const answer =
          decision.outcome === 'ignored'
            ? decision.because
            : decision.events.reduce(evolve, orderIn[status]).status;
        expect(answer).toBe(cell);
      });
    }
  }

  it('carries the reason of its end', () => {
    const lines = [{ productId: 'p', requested: 2, available: 1 }];
    expect(fold(placed, { type: 'stock.rejected', reason: 'OUT_OF_STOCK', lines })).toMatchObject({
      reason: 'OUT_OF_STOCK',
      rejectedLines: lines,
    });
    for (const reason of paymentFailures) {
      expect(fold(placed, { type: 'payment.failed', reason })).toMatchObject({ status: 'CANCELLED', reason });
    }
    expect(fold(placed, { type: 'stock.expired' })).toMatchObject({ reason: 'RESERVATION_EXPIRED' });
    expect(fold(placed, { type: 'stock.commit_failed' })).toMatchObject({ reason: 'STOCK_COMMIT_FAILED' });
    expect(fold(placed, { type: 'deadline.reached', at: deadlineAt })).toMatchObject({ reason: 'TIMEOUT' });
    expect(fold(placed, cancel)).toMatchObject({ reason: 'CUSTOMER' });
    expect(fold(placed, cancel, refunded)).toMatchObject({ reason: 'CUSTOMER', refunded: total });
    expect(fold(orderIn.DELIVERED, refunded)).toMatchObject({ reason: undefined, refunded: total });
  });

  it('was shipped before it was delivered, even if nobody said so', () => {
    expect(decide(orderIn.CONFIRMED, delivered)).toEqual({
      outcome: 'changed',
      events: [
        { type: 'shipped', shipmentId: 'shipment' },
        { type: 'delivered', shipmentId: 'shipment' },
      ],
    });
  });

  it('knows three kinds of reasons', () => {
    expect(rejectionReasons).toContain('OUT_OF_STOCK');
    expect(cancellationReasons).toEqual(expect.arrayContaining([...paymentFailures, 'TIMEOUT', 'CUSTOMER']));
  });
});

const anyInput = fc.constantFrom(...table.map(([input]) => input));
const anyHistory = fc.array(anyInput, { maxLength: 40 });

describe('the order, whatever comes in whatever order', () => {
  it('counts one version for each event and never changes what was agreed', () => {
    fc.assert(
      fc.property(anyHistory, (inputs) => {
        let order: Order = placed;
        for (const input of inputs) {
          const before = order;
          const decision = decide(before, input);
          const events = decision.outcome === 'changed' ? decision.events : [];
          order = events.reduce(evolve, before);
          expect(order.version).toBe(before.version + events.length);
          if (decision.outcome === 'changed') expect(events.length).toBeGreaterThan(0);
        }
        const { orderId, customerId, placedAt } = order;
        expect({ orderId, customerId, placedAt, total: order.total, deadlineAt: order.deadlineAt }).toEqual({
          orderId: 'order',
          customerId: 'customer',
          placedAt: 0,
          total,
          deadlineAt,
        });
      }),
    );
  });

  it('takes an input once: the same again changes nothing', () => {
    fc.assert(
      fc.property(anyHistory, anyInput, (inputs, input) => {
        const once = fold(placed, ...inputs, input);
        expect(fold(once, input)).toEqual(once);
      }),
    );
  });

  it('never leaves REJECTED or REFUNDED, and leaves CANCELLED only for REFUNDED', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (before, after) => {
        const ended = fold(placed, ...before);
        const later = fold(ended, ...after).status;
        if (ended.status === 'REJECTED' || ended.status === 'REFUNDED') expect(later).toBe(ended.status);
        if (ended.status === 'CANCELLED') expect(['CANCELLED', 'REFUNDED']).toContain(later);
      }),
    );
  });

  it('once CONFIRMED is taken back only by its customer or by a refund', () => {
    const others = anyInput.filter((input) => input !== cancel && input !== refunded);
    fc.assert(
      fc.property(fc.array(others, { maxLength: 40 }), (inputs) => {
        expect(['CONFIRMED', 'SHIPPED', 'DELIVERED']).toContain(fold(orderIn.CONFIRMED, ...inputs).status);
      }),
    );
  });

  it('ends at its deadline if it was still open', () => {
    fc.assert(
      fc.property(anyHistory, (inputs) => {
        const late = fold(placed, ...inputs, { type: 'deadline.reached', at: deadlineAt });
        expect(['PENDING', 'PROCESSING', 'PAYMENT_PENDING']).not.toContain(late.status);
      }),
    );
  });
});
