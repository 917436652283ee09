import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aCommand,
  aProduct,
  deadlineMs,
  eventsOf,
  openUseCaseStage,
  type UseCaseStage,
} from './support/use-case-stage.ts';

let stage: UseCaseStage;
const mug = aProduct();

beforeAll(async () => {
  stage = await openUseCaseStage();
  await stage.replicate([mug]);
});

afterAll(() => stage.close());

async function placeOrders(count: number): Promise<string[]> {
  const answers = await stage.place(Array.from({ length: count }, () => aCommand(mug)));
  return answers.map((answer) => {
    if (answer.kind !== 'answered') throw new Error(answer.kind);
    return JSON.parse(answer.answer.body ?? '').orderId;
  });
}

async function placeOne(): Promise<string> {
  const [id] = await placeOrders(1);
  return id!;
}

async function statusOf(orderId: string) {
  return (await stage.reader.find(orderId))?.status;
}

describe('a batch of events', () => {
  it('moves many orders, each through several states, in the order of arrival', async () => {
    const ids = await placeOrders(30);
    const steps = ids
      .map(eventsOf)
      .map((of) => [of.reserved(), of.pending(), of.confirmed(), of.committed()]);
    await stage.react([0, 1, 2, 3].flatMap((step) => steps.map((each) => each[step]!)));
    for (const id of ids) {
      const order = await stage.reader.find(id);
      expect(order?.version).toBe(5);
      expect(order?.history.map((entry) => entry.status)).toEqual([
        'PENDING',
        'PROCESSING',
        'PAYMENT_PENDING',
        'PROCESSING',
        'CONFIRMED',
      ]);
      expect(await stage.published(id)).toEqual(['order.created', 'order.confirmed']);
    }
  });

  it('names what changes nothing, and does not stumble over an order that it does not know', async () => {
    const id = await placeOne();
    const nobody = randomUUIDv7();
    stage.logged.length = 0;
    await stage.react([
      eventsOf(nobody).committed(),
      eventsOf(id).rejected(),
      eventsOf(id).committed(),
      eventsOf(id).rejected(),
    ]);
    expect(await statusOf(id)).toBe('REJECTED');
    expect(stage.logged).toContainEqual({
      event: 'order_unknown',
      fields: { orderId: nobody, input: 'stock.committed' },
    });
    expect(stage.logged).toContainEqual({
      event: 'order_input_illegal',
      fields: { orderId: id, input: 'stock.committed', status: 'REJECTED', because: 'illegal' },
    });
    expect(stage.logged).toContainEqual({
      event: 'order_input_ignored',
      fields: { orderId: id, input: 'stock.rejected', status: 'REJECTED', because: 'repeated' },
    });
    const text = await stage.metrics.text();
    expect(text).toMatch(/order_inputs_total\{input="stock.committed",outcome="unknown_order",.*\} 1/);
    expect(text).toMatch(/order_inputs_total\{input="stock.rejected",outcome="repeated",.*\} 1/);
  });

  it('remembers the cause of each version', async () => {
    const id = await placeOne();
    const event = eventsOf(id).reserved();
    await stage.react([event]);
    const rows = await stage.db.query(
      'select cause_id from order_status_history where order_id = $1 order by version',
      [id],
    );
    expect(rows).toEqual([{ cause_id: 'request' }, { cause_id: event.id }]);
  });

  it('rolls back as a whole', async () => {
    const id = await placeOne();
    const broken = { ...eventsOf(id).dispatched() };
    const bad = { ...broken, payload: { ...broken.payload, shipmentId: 'no uuid' } };
    stage.logged.length = 0;
    await expect(stage.react([eventsOf(id).committed(), bad])).rejects.toThrow();
    expect(await statusOf(id)).toBe('PENDING');
    expect(await stage.published(id)).toEqual(['order.created']);
    expect(stage.logged).toEqual([]);
  });

  it('in two processes at once, on the same orders in opposite orders, neither deadlocks nor loses a version', async () => {
    const ids = await placeOrders(40);
    await Promise.all([
      stage.react(ids.map((id) => eventsOf(id).reserved())),
      stage.react(ids.toReversed().map((id) => eventsOf(id).committed())),
    ]);
    for (const id of ids) {
      const order = await stage.reader.find(id);
      expect(order?.status).toBe('CONFIRMED');
      expect(order?.history.length).toBe(order?.version);
    }
  });
});

describe('a cancellation', () => {
  const cause = { causationId: 'request' };

  it('takes back what is open or confirmed, once', async () => {
    const open = await placeOne();
    const confirmed = await placeOne();
    await stage.react([eventsOf(confirmed).reserved(), eventsOf(confirmed).committed()]);
    for (const orderId of [open, confirmed]) {
      const customerId = (await stage.reader.find(orderId))?.customerId;
      expect(await stage.cancel({ orderId, customerId, cause })).toEqual({ kind: 'done' });
      expect(await stage.cancel({ orderId, customerId: undefined, cause })).toEqual({ kind: 'done' });
      expect((await stage.published(orderId)).filter((type) => type === 'order.cancelled')).toHaveLength(1);
      expect(await stage.reader.find(orderId)).toMatchObject({ status: 'CANCELLED', reason: 'CUSTOMER' });
    }
    await stage.react([eventsOf(confirmed).refunded()]);
    expect(await stage.reader.find(confirmed)).toMatchObject({ status: 'REFUNDED', reason: 'CUSTOMER' });
    expect(await stage.cancel({ orderId: confirmed, customerId: undefined, cause })).toEqual({
      kind: 'done',
    });
  });

  it('racing the confirmation wins or follows, and either way there is one of each at most', async () => {
    const ids = await placeOrders(40);
    const answers = await Promise.all(
      ids.flatMap((orderId) => [
        stage.react([eventsOf(orderId).committed()]).then(() => undefined),
        stage.cancel({ orderId, customerId: undefined, cause }),
      ]),
    );
    expect(answers.filter((answer) => answer?.kind === 'done')).toHaveLength(40);
    for (const id of ids) {
      expect(await statusOf(id)).toBe('CANCELLED');
      const types = await stage.published(id);
      expect([
        ['order.created', 'order.cancelled'],
        ['order.created', 'order.confirmed', 'order.cancelled'],
      ]).toContainEqual(types);
    }
  });

  it('comes too late for what is rejected, shipped or delivered', async () => {
    const [rejected, shipped, delivered] = (await placeOrders(3)) as [string, string, string];
    await stage.react([
      eventsOf(rejected).rejected(),
      ...[shipped, delivered].flatMap((id) => [eventsOf(id).committed(), eventsOf(id).dispatched()]),
      eventsOf(delivered).delivered(),
    ]);
    const states = { [rejected]: 'REJECTED', [shipped]: 'SHIPPED', [delivered]: 'DELIVERED' };
    for (const [orderId, status] of Object.entries(states)) {
      expect(await stage.cancel({ orderId, customerId: undefined, cause })).toEqual({
        kind: 'too_late',
        status,
      });
    }
  });

  it('of somebody else finds nothing', async () => {
    const orderId = await placeOne();
    expect(await stage.cancel({ orderId, customerId: randomUUIDv7(), cause })).toEqual({ kind: 'not_found' });
    expect(await stage.cancel({ orderId: randomUUIDv7(), customerId: undefined, cause })).toEqual({
      kind: 'not_found',
    });
    expect(await statusOf(orderId)).toBe('PENDING');
  });
});

describe('the deadline', () => {
  it('cancels what is still open then, in batches, by several sweepers at once, each order once', async () => {
    const ids = await placeOrders(35);
    const [confirmed, processing, ...pending] = ids as [string, string, ...string[]];
    await stage.react([eventsOf(confirmed).committed(), eventsOf(processing).reserved()]);
    const before = stage.clock.now;
    stage.clock.now = new Date(before.getTime() + deadlineMs - 1);
    expect(await stage.sweep()).toBe(0);

    stage.clock.now = new Date(before.getTime() + deadlineMs);
    const open = await stage.db.query(
      `select 1 from orders where status in ('PENDING', 'PROCESSING', 'PAYMENT_PENDING')`,
    );
    let swept = 0;
    for (let round = 0; round < 20 && swept < open.length; round += 1) {
      const counts = await Promise.all([stage.sweep(), stage.sweep(), stage.sweep()]);
      swept += counts.reduce((sum, count) => sum + count, 0);
    }
    expect(swept).toBe(open.length);
    expect(await stage.sweep()).toBe(0);
    for (const id of [processing, ...pending]) {
      expect(await stage.reader.find(id)).toMatchObject({ status: 'CANCELLED', reason: 'TIMEOUT' });
      expect(await stage.published(id)).toEqual(['order.created', 'order.cancelled']);
    }
    expect(await statusOf(confirmed)).toBe('CONFIRMED');
  });
});
