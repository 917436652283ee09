import { randomInt, randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitFor } from '@orpheus/platform/testing';
import { events } from '@orpheus/schemas';
import type { Replica, Testbed } from './testbed.ts';
import { createTestbed } from './testbed.ts';

const orderCount = 150;

describe('two replicas over the same hot products', () => {
  let testbed: Testbed;
  let replicas: readonly Replica[];
  let products: readonly string[];

  beforeAll(async () => {
    testbed = await createTestbed();
    const settings = { RESERVATION_TTL_MS: '700', RESERVATION_SWEEP_INTERVAL_MS: '50' };
    replicas = await Promise.all([testbed.startReplica(settings), testbed.startReplica(settings)]);
    products = await testbed.stockUp(await replicas[0]!.as('operator'), 40, 25, 10, 5);
  });

  afterAll(() => testbed.close());

  test('random payments, cancellations, expiries and people leave everything adding up', async () => {
    const operators = await Promise.all(replicas.map((replica) => replica.as('operator')));
    const orders = Array.from({ length: orderCount }, () => randomUUIDv7());
    const pick = () => products[randomInt(products.length)]!;
    const fates = new Map<string, { readonly paid: boolean; readonly cancelled: boolean }>();

    const liveOf = async (orderId: string): Promise<void> => {
      const fate = { paid: randomInt(3) > 0, cancelled: randomInt(3) === 0 };
      fates.set(orderId, fate);
      await testbed.createOrder(orderId, [
        [pick(), randomInt(1, 3)],
        [pick(), randomInt(1, 3)],
      ]);
      // Payment and cancellation have no order between them, and often both come twice.
      const follow = [
        ...(fate.paid ? [testbed.confirmPayment(orderId), testbed.confirmPayment(orderId)] : []),
        ...(fate.cancelled ? [testbed.cancelOrder(orderId), testbed.cancelOrder(orderId)] : []),
      ];
      await Promise.all(follow);
    };
    const people = async (): Promise<void> => {
      for (let round = 0; round < 20; round += 1) {
        const operator = operators[randomInt(2)]!;
        const answer = await operator.post(
          `/v1/stock/${pick()}/adjust`,
          { delta: randomInt(2) === 0 ? 2 : -2, reason: 'count' },
          { 'idempotency-key': randomUUIDv7() },
        );
        expect([200, 409]).toContain(answer.status);
      }
    };
    const handOver = async (): Promise<void> => {
      // In the middle of it one replica goes, and its partitions move to the other.
      await waitFor(() => testbed.peer.received(events.stockReserved).length > 10);
      await replicas[1]!.stop();
    };
    const living = Promise.all(orders.map(liveOf));
    await Promise.all([living, people().then(handOver)]);

    const statuses = async () => {
      const rows = await testbed.db.query<{ order_id: string; status: string }>(
        'select order_id, status from reservations',
      );
      return new Map(rows.map((row) => [row.order_id, row.status]));
    };
    const cancelledStates = ['RELEASED', 'PUT_BACK', 'CANCELLED'];
    await waitFor(
      async () => {
        const now = await statuses();
        return orders.every((id) => {
          const status = now.get(id) ?? 'NONE';
          if (fates.get(id)?.cancelled) return cancelledStates.includes(status);
          return !['NONE', 'RESERVED'].includes(status);
        });
      },
      { timeoutMs: 40_000, intervalMs: 100 },
    );

    expect(await testbed.discrepancies()).toEqual([]);
    const ends = await statuses();
    for (const [orderId, { paid }] of fates) {
      if (ends.get(orderId) === 'COMMITTED') expect(paid).toBe(true);
      expect(testbed.peer.received(events.stockCommitted, orderId).length).toBeLessThanOrEqual(1);
    }
    expect(testbed.peer.messages.filter((message) => message.topic === 'inventory.dlq')).toEqual([]);
    await publishedLevelsAgree();
  });

  async function publishedLevelsAgree(): Promise<void> {
    const rows = await testbed.db.query<{ product_id: string; on_hand: string; version: string }>(
      'select product_id, on_hand, version from stock',
    );
    await waitFor(() =>
      rows.every((row) => {
        const last = testbed.peer.received(events.stockLevel, row.product_id).at(-1)?.payload;
        return last?.version === Number(row.version) && last.onHand === Number(row.on_hand);
      }),
    );
    for (const { product_id: productId } of rows) {
      const versions = testbed.peer.received(events.stockLevel, productId).map((each) => each.version);
      expect([...new Set(versions)]).toEqual(
        Array.from({ length: versions.at(-1)! }, (_, index) => index + 1),
      );
    }
  }
});

describe('a message that makes no sense', () => {
  let testbed: Testbed;

  beforeAll(async () => {
    testbed = await createTestbed();
  });

  afterAll(() => testbed.close());

  test('becomes a dead letter alone; its neighbours are handled', async () => {
    const replica = await testbed.startReplica();
    const [a = ''] = await testbed.stockUp(await replica.as('operator'), 100);
    const [empty, negative, ...good] = Array.from({ length: 12 }, () => randomUUIDv7());
    await Promise.all([
      testbed.createOrder(empty!, []),
      ...good.map((orderId) => testbed.createOrder(orderId, [[a, 1]])),
      testbed.createOrder(negative!, [[a, -1]]),
    ]);
    await waitFor(() => good.every((id) => testbed.peer.received(events.stockReserved, id).length === 1));
    const letters = () => testbed.peer.messages.filter((message) => message.topic === 'inventory.dlq');
    await waitFor(() => letters().length === 2);
    expect(new Set(letters().map((letter) => letter.key?.toString()))).toEqual(new Set([empty, negative]));
    expect(letters().map((letter) => String(letter.headers['dlq-error-class']))).toEqual([
      'InvalidLinesError',
      'InvalidLinesError',
    ]);
  });
});
