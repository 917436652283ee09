import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@orpheus/platform/testing';
import { events, type Product } from '@orpheus/schemas';
import { peersOf as allPeersOf, type Peers } from './support/peers.ts';
import { openServiceStage, orderOf, problem, type ServiceStage } from './support/service-stage.ts';
import { aProduct } from './support/use-case-stage.ts';

let stage: ServiceStage;

beforeAll(async () => {
  stage = await openServiceStage();
});

afterAll(() => stage.close());

const peersOf = (orderId: string) => allPeersOf(stage, orderId);

describe('an order', () => {
  it('is announced with its lines, its total and where it comes from', async () => {
    const order = await stage.place();
    const [created] = await stage.peer.waitForEvents(events.orderCreated, order.orderId);
    expect(created).toMatchObject({
      key: order.orderId,
      version: 1,
      correlationId: order.orderId,
      payload: {
        orderId: order.orderId,
        version: 1,
        customerId: stage.customerId,
        lines: order.lines,
        total: order.total,
        paymentMethod: 'tok_approve',
        deadlineAt: Date.parse(order.deadlineAt),
      },
    });
    expect(created?.causationId).toBeTruthy();
  });

  it('goes all the way: reserved, paid, committed, shipped, delivered', async () => {
    const { orderId } = await stage.place();
    const peers = peersOf(orderId);
    const reservedId = await peers.reserved();
    await stage.reaches(orderId, 'PROCESSING');
    await peers.confirmed();
    const committedId = await peers.committed();
    await stage.reaches(orderId, 'CONFIRMED');
    const [confirmed] = await stage.peer.waitForEvents(events.orderConfirmed, orderId);
    expect(confirmed).toMatchObject({ version: 3, causationId: committedId, payload: { version: 3 } });
    await peers.dispatched();
    await stage.reaches(orderId, 'SHIPPED');
    await peers.delivered();
    const order = await stage.reaches(orderId, 'DELIVERED');
    expect(order.shipmentId).toBe(peers.shipmentId);
    expect(order.history.map((each) => each.status)).toEqual([
      'PENDING',
      'PROCESSING',
      'CONFIRMED',
      'SHIPPED',
      'DELIVERED',
    ]);
    await stage.peer.waitForEvents(events.orderShipped, orderId);
    const [delivered] = await stage.peer.waitForEvents(events.orderDelivered, orderId);
    expect(delivered?.payload.shipmentId).toBe(peers.shipmentId);
    expect(reservedId).not.toBe(committedId);
  });

  it('is rejected, and says which product was short', async () => {
    const { orderId } = await stage.place();
    await peersOf(orderId).rejected();
    const order = await stage.reaches(orderId, 'REJECTED');
    const lines = [{ productId: stage.mug.productId, requested: 2, available: 1 }];
    expect(order).toMatchObject({ reason: 'OUT_OF_STOCK', rejectedLines: lines });
    const [event] = await stage.peer.waitForEvents(events.orderRejected, orderId);
    expect(event?.payload).toMatchObject({ reason: 'OUT_OF_STOCK', lines });
    const late = await stage.customer.post(`/v1/orders/${orderId}/cancel`);
    expect([late.status, problem.parse(late.body).code]).toEqual([409, 'ORDER_NOT_CANCELLABLE']);
  });

  it('waits for a pending payment, whichever news comes first', async () => {
    const { orderId } = await stage.place();
    const peers = peersOf(orderId);
    await peers.pending();
    await stage.reaches(orderId, 'PAYMENT_PENDING');
    await peers.reserved();
    await peers.confirmed();
    await stage.reaches(orderId, 'PROCESSING');
    await peers.committed();
    await stage.reaches(orderId, 'CONFIRMED');
  });

  it.each([
    ['PAYMENT_DECLINED', (peers: Peers) => peers.failed('PAYMENT_DECLINED')],
    ['FRAUD_SUSPECTED', (peers: Peers) => peers.failed('FRAUD_SUSPECTED')],
    ['RESERVATION_EXPIRED', (peers: Peers) => peers.expired()],
    ['STOCK_COMMIT_FAILED', (peers: Peers) => peers.commitFailed()],
  ] as const)('is cancelled for %s', async (reason, happen) => {
    const { orderId } = await stage.place();
    const peers = peersOf(orderId);
    await peers.reserved();
    await stage.reaches(orderId, 'PROCESSING');
    await happen(peers);
    expect(await stage.reaches(orderId, 'CANCELLED')).toMatchObject({ reason });
    const [event] = await stage.peer.waitForEvents(events.orderCancelled, orderId);
    expect(event?.payload.reason).toBe(reason);
  });

  it('cancelled by its customer stays so whatever comes, until its payment is refunded in full', async () => {
    const { orderId } = await stage.place();
    const peers = peersOf(orderId);
    await peers.reserved();
    await peers.committed();
    await stage.reaches(orderId, 'CONFIRMED');
    const answers = await Promise.all([
      stage.customer.post(`/v1/orders/${orderId}/cancel`),
      stage.customer.post(`/v1/orders/${orderId}/cancel`),
      stage.operator.post(`/v1/orders/${orderId}/cancel`),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    await peers.dispatched();
    await peers.refunded(false);
    await peers.refunded(true);
    const order = await stage.reaches(orderId, 'REFUNDED');
    expect(order.history.map((each) => each.status)).toEqual([
      'PENDING',
      'PROCESSING',
      'CONFIRMED',
      'CANCELLED',
      'REFUNDED',
    ]);
    const [refunded] = await stage.peer.waitForEvents(events.orderRefunded, orderId);
    expect(refunded?.payload.refunded).toEqual({ amountMinor: 2_500, currency: 'USD' });
    expect(stage.peer.received(events.orderCancelled, orderId)).toHaveLength(1);
  });

  it('that is shipped cannot be cancelled', async () => {
    const { orderId } = await stage.place();
    const peers = peersOf(orderId);
    await peers.committed();
    await stage.reaches(orderId, 'CONFIRMED');
    await peers.dispatched();
    await stage.reaches(orderId, 'SHIPPED');
    const answer = await stage.customer.post(`/v1/orders/${orderId}/cancel`);
    expect(answer.status).toBe(409);
    expect((await stage.get(orderId)).status).toBe('SHIPPED');
  });

  it('takes a redelivered event once', async () => {
    const { orderId } = await stage.place();
    const peers = peersOf(orderId);
    const id = await peers.reserved();
    await peers.pending();
    await stage.reaches(orderId, 'PAYMENT_PENDING');
    await peers.reserved(id);
    const committed = await peers.committed();
    await peers.committed(committed);
    await stage.reaches(orderId, 'CONFIRMED');
    await peers.dispatched();
    const order = await stage.reaches(orderId, 'SHIPPED');
    expect(order.version).toBe(5);
    expect(stage.peer.received(events.orderConfirmed, orderId)).toHaveLength(1);
  });
});

describe('what is out of the ordinary', () => {
  it('an event of an order that nobody knows is counted, and is no dead letter', async () => {
    const known = await stage.place();
    await peersOf(randomUUIDv7()).committed();
    await peersOf(known.orderId).committed();
    await stage.reaches(known.orderId, 'CONFIRMED');
    await waitFor(
      async () => (await stage.metric(/^order_inputs_total\{.*outcome="unknown_order".*\} (\d+)$/m)) === '1',
    );
    expect(stage.peer.messages.filter((each) => each.topic === 'orders.dlq')).toEqual([]);
  });

  it('prices follow the catalogue, removals included', async () => {
    const pen = aProduct();
    await stage.publishProduct(pen);
    await waitFor(async () => (await statusOfOrder(pen)) === 202);
    await stage.publishProduct({ ...pen, version: 2, prices: [{ amountMinor: 777, currency: 'USD' }] });
    await waitFor(async () => (await stage.place(stage.customer, pen)).total.amountMinor === 1_554);
    await stage.peer.publish({
      definition: events.product,
      key: pen.productId,
      version: 3,
      payload: null,
    });
    await waitFor(async () => (await statusOfOrder(pen)) === 422);
  });

  async function statusOfOrder(product: Product): Promise<number> {
    const headers = { 'idempotency-key': randomUUIDv7() };
    return (await stage.customer.post('/v1/orders', orderOf(product), headers)).status;
  }
});

describe('the deadline', () => {
  it('cancels an order that nobody ends, with TIMEOUT', async () => {
    const hurried = await openServiceStage({ ORDER_DEADLINE_MS: '500' });
    try {
      const { orderId } = await hurried.place();
      expect(await hurried.reaches(orderId, 'CANCELLED')).toMatchObject({ reason: 'TIMEOUT' });
      const [event] = await hurried.peer.waitForEvents(events.orderCancelled, orderId);
      expect(event?.payload.reason).toBe('TIMEOUT');
    } finally {
      await hurried.close();
    }
  });
});
