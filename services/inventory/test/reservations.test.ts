import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import { waitFor } from '@orpheus/platform/testing';
import { events } from '@orpheus/schemas';
import type { Replica, Testbed } from './testbed.ts';
import { createTestbed } from './testbed.ts';

describe('reservations, as the other services see them', () => {
  let testbed: Testbed;
  let replica: Replica;
  let operator: HttpClient;

  beforeAll(async () => {
    testbed = await createTestbed();
    replica = await testbed.startReplica();
    operator = await replica.as('operator');
  });

  afterAll(async () => {
    expect(await testbed.discrepancies()).toEqual([]);
    expect(testbed.peer.messages.filter((message) => message.topic === 'inventory.dlq')).toEqual([]);
    await testbed.close();
  });

  /** Waits until something came to this outcome. */
  const outcome = (name: string) =>
    waitFor(async () => {
      const metrics = await operator.get('/metrics');
      return metrics.text.includes(`inventory_reservation_outcomes_total{outcome="${name}"`);
    });

  const level = async (productId: string) => (await operator.get(`/v1/stock/${productId}`)).body;

  test('an order is reserved, paid and committed', async () => {
    const [a = '', b = ''] = await testbed.stockUp(operator, 5, 3);
    const orderId = randomUUIDv7();
    const lines = [
      { productId: a, quantity: 2 },
      { productId: b, quantity: 3 },
    ].sort((x, y) => (x.productId < y.productId ? -1 : 1));
    const createdId = await testbed.createOrder(orderId, [
      [a, 2],
      [b, 3],
    ]);
    const [reserved] = await testbed.peer.waitForEvents(events.stockReserved, orderId);
    expect(reserved?.payload).toMatchObject({ orderId, version: 1, lines });
    expect(reserved?.causationId).toBe(createdId);
    expect(reserved?.correlationId).toBe(orderId);
    expect(reserved!.payload.expiresAt - Date.now()).toBeGreaterThan(800_000);
    expect(await level(a)).toMatchObject({ onHand: 5, reserved: 2, available: 3 });

    await testbed.confirmPayment(orderId);
    const [committed] = await testbed.peer.waitForEvents(events.stockCommitted, orderId);
    expect(committed?.payload).toMatchObject({ orderId, version: 2, lines });
    expect(await level(a)).toMatchObject({ onHand: 3, reserved: 0, available: 3 });
    expect(await level(b)).toMatchObject({ onHand: 0, reserved: 0, available: 0 });
  });

  test('a hundred orders for one unit: one is reserved, the others are told what there was', async () => {
    const [a = ''] = await testbed.stockUp(operator, 1);
    const orders: readonly string[] = Array.from({ length: 100 }, () => randomUUIDv7());
    await Promise.all(orders.map((orderId) => testbed.createOrder(orderId, [[a, 1]])));
    const mine = (event: { readonly key: string }) => orders.includes(event.key);
    const reserved = () => testbed.peer.received(events.stockReserved).filter(mine);
    const rejected = () => testbed.peer.received(events.stockRejected).filter(mine);
    await waitFor(() => reserved().length + rejected().length >= 100);
    expect(reserved()).toHaveLength(1);
    expect(rejected()).toHaveLength(99);
    for (const { payload } of rejected()) {
      expect(payload).toMatchObject({
        reason: 'OUT_OF_STOCK',
        lines: [{ productId: a, requested: 1, available: 0 }],
      });
    }
  });

  test('two lines of one product are checked and held by their sum', async () => {
    const [a = ''] = await testbed.stockUp(operator, 5);
    const [tooMuch, fits] = [randomUUIDv7(), randomUUIDv7()];
    await testbed.createOrder(tooMuch, [
      [a, 3],
      [a, 3],
    ]);
    const [rejected] = await testbed.peer.waitForEvents(events.stockRejected, tooMuch);
    expect(rejected?.payload.lines).toEqual([{ productId: a, requested: 6, available: 5 }]);
    await testbed.createOrder(fits, [
      [a, 3],
      [a, 2],
    ]);
    const [reserved] = await testbed.peer.waitForEvents(events.stockReserved, fits);
    expect(reserved?.payload.lines).toEqual([{ productId: a, quantity: 5 }]);
  });

  test('an unknown product is named, and the known one beside it is not held', async () => {
    const [a = ''] = await testbed.stockUp(operator, 5);
    const [orderId, unknown] = [randomUUIDv7(), randomUUIDv7()];
    await testbed.createOrder(orderId, [
      [a, 1],
      [unknown, 2],
    ]);
    const [rejected] = await testbed.peer.waitForEvents(events.stockRejected, orderId);
    expect(rejected?.payload).toMatchObject({
      reason: 'PRODUCT_NOT_FOUND',
      lines: [{ productId: unknown, requested: 2, available: 0 }],
    });
    expect(await level(a)).toMatchObject({ reserved: 0 });
    expect((await operator.get(`/v1/reservations/${orderId}`)).body).toMatchObject({
      status: 'REJECTED',
      reason: 'PRODUCT_NOT_FOUND',
      lines: [],
    });
  });

  test('a cancelled hold is released, cancelled goods are put back, and a late payment takes nothing', async () => {
    const [a = ''] = await testbed.stockUp(operator, 9);
    const [held, bought] = [randomUUIDv7(), randomUUIDv7()];
    await testbed.createOrder(held, [[a, 4]]);
    await testbed.createOrder(bought, [[a, 5]]);
    await testbed.peer.waitForEvents(events.stockReserved, bought);
    await testbed.confirmPayment(bought);
    await testbed.peer.waitForEvents(events.stockCommitted, bought);
    await testbed.cancelOrder(held);
    await testbed.cancelOrder(bought);
    const [released] = await testbed.peer.waitForEvents(events.stockReleased, held);
    const [putBack] = await testbed.peer.waitForEvents(events.stockReleased, bought);
    expect(released?.payload).toMatchObject({ putBack: false, lines: [{ productId: a, quantity: 4 }] });
    expect(putBack?.payload).toMatchObject({ putBack: true, lines: [{ productId: a, quantity: 5 }] });
    await testbed.confirmPayment(held);
    await outcome('ALREADY_CANCELLED');
    expect(await level(a)).toMatchObject({ onHand: 9, reserved: 0 });
    expect(testbed.peer.received(events.stockCommitted, held)).toEqual([]);
  });

  test('an event that is delivered again has no further effect', async () => {
    const [a = ''] = await testbed.stockUp(operator, 10);
    const orderId = randomUUIDv7();
    const ids = { created: randomUUIDv7(), paid: randomUUIDv7(), cancelled: randomUUIDv7() };
    for (let round = 0; round < 3; round += 1) await testbed.createOrder(orderId, [[a, 2]], ids.created);
    await testbed.peer.waitForEvents(events.stockReserved, orderId);
    for (let round = 0; round < 3; round += 1) await testbed.confirmPayment(orderId, ids.paid);
    await testbed.peer.waitForEvents(events.stockCommitted, orderId);
    // The same happening under a new id: the state machine, not the inbox, must know it.
    await testbed.confirmPayment(orderId);
    await outcome('ALREADY_COMMITTED');
    for (let round = 0; round < 3; round += 1) await testbed.cancelOrder(orderId, 'CUSTOMER', ids.cancelled);
    await testbed.peer.waitForEvents(events.stockReleased, orderId);
    const last = randomUUIDv7();
    await testbed.createOrder(last, [[a, 10]]);
    await testbed.peer.waitForEvents(events.stockReserved, last);
    expect(await level(a)).toMatchObject({ onHand: 10, reserved: 10 });
    for (const definition of [events.stockReserved, events.stockCommitted, events.stockReleased]) {
      expect(testbed.peer.received(definition, orderId)).toHaveLength(1);
    }
  });

  test('every level that was published adds up, and the last one is what the service tells', async () => {
    const [a = ''] = await testbed.stockUp(operator, 20);
    await Promise.all(Array.from({ length: 30 }, () => testbed.createOrder(randomUUIDv7(), [[a, 1]])));
    await waitFor(() =>
      testbed.peer.received(events.stockLevel, a).some((each) => each.payload.reserved === 20),
    );
    const levels = testbed.peer.received(events.stockLevel, a).map((each) => each.payload);
    expect(levels.map((each) => each.version)).toEqual(levels.map((_, index) => index + 1));
    for (const each of levels) expect(each.available).toBe(each.onHand - each.reserved);
    expect(await level(a)).toMatchObject({ version: levels.length, onHand: 20, reserved: 20 });
  });
});

describe('holds that come to their end', () => {
  let testbed: Testbed;
  let operator: HttpClient;

  beforeAll(async () => {
    testbed = await createTestbed();
    const replica = await testbed.startReplica({
      RESERVATION_TTL_MS: '300',
      RESERVATION_SWEEP_INTERVAL_MS: '50',
    });
    operator = await replica.as('operator');
  });

  afterAll(async () => {
    expect(await testbed.discrepancies()).toEqual([]);
    await testbed.close();
  });

  /** Waits until something came to this outcome. */
  const outcome = (name: string) =>
    waitFor(async () => {
      const metrics = await operator.get('/metrics');
      return metrics.text.includes(`inventory_reservation_outcomes_total{outcome="${name}"`);
    });

  test('expire, and a late payment commits afresh or fails, never both and never neither', async () => {
    const [a = ''] = await testbed.stockUp(operator, 2);
    const orders = [randomUUIDv7(), randomUUIDv7()];
    for (const orderId of orders) {
      await testbed.createOrder(orderId, [[a, 2]]);
      await testbed.peer.waitForEvents(events.stockExpired, orderId);
    }
    await Promise.all(orders.map((orderId) => testbed.confirmPayment(orderId)));
    const ended = (orderId: string) => [
      ...testbed.peer.received(events.stockCommitted, orderId),
      ...testbed.peer.received(events.stockCommitFailed, orderId),
    ];
    await waitFor(() => orders.every((orderId) => ended(orderId).length > 0));
    expect(
      orders
        .flatMap(ended)
        .map((event) => event.type)
        .sort(),
    ).toEqual(['stock.commit_failed', 'stock.committed']);
    expect((await operator.get(`/v1/stock/${a}`)).body).toMatchObject({ onHand: 0, reserved: 0 });
  });

  test('a payment that races the expiry wins or loses, and the stock agrees', async () => {
    const orders: readonly string[] = Array.from({ length: 30 }, () => randomUUIDv7());
    const [a = ''] = await testbed.stockUp(operator, orders.length);
    await Promise.all(orders.map((orderId) => testbed.createOrder(orderId, [[a, 1]])));
    await waitFor(() =>
      testbed.peer.received(events.stockExpired).some((event) => orders.includes(event.key)),
    );
    await Promise.all(orders.map((orderId) => testbed.confirmPayment(orderId)));
    await waitFor(() => orders.every((id) => testbed.peer.received(events.stockCommitted, id).length === 1));
    expect((await operator.get(`/v1/stock/${a}`)).body).toMatchObject({ onHand: 0, reserved: 0 });
  });

  test('an order that expired and was then cancelled is closed to payments', async () => {
    const [a = ''] = await testbed.stockUp(operator, 1);
    const orderId = randomUUIDv7();
    await testbed.createOrder(orderId, [[a, 1]]);
    await testbed.peer.waitForEvents(events.stockExpired, orderId);
    await testbed.cancelOrder(orderId, 'RESERVATION_EXPIRED');
    await waitFor(async () => {
      const { body } = await operator.get(`/v1/reservations/${orderId}`);
      return JSON.stringify(body).includes('"CANCELLED"');
    });
    await testbed.confirmPayment(orderId);
    await outcome('ALREADY_CANCELLED');
    expect((await operator.get(`/v1/stock/${a}`)).body).toMatchObject({ onHand: 1, reserved: 0 });
    expect(testbed.peer.received(events.stockReleased, orderId)).toEqual([]);
  });
});
