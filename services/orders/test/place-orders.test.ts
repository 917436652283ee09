import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Product } from '@orpheus/schemas';
import type { PlaceOrderAnswer } from '../src/app/place-orders.ts';
import { aCommand, aProduct, openUseCaseStage, type UseCaseStage } from './support/use-case-stage.ts';

let stage: UseCaseStage;
const mug: Product = aProduct();

beforeAll(async () => {
  stage = await openUseCaseStage();
  await stage.replicate([mug]);
});

afterAll(() => stage.close());

function orderIdOf(answer: PlaceOrderAnswer | undefined): string {
  if (answer?.kind !== 'answered') throw new Error(`no order: ${JSON.stringify(answer)}`);
  return JSON.parse(answer.answer.body ?? '').orderId;
}

async function countOrders(): Promise<number> {
  const [row] = await stage.db.query<{ count: number }>('select count(*)::int as count from orders');
  return row!.count;
}

describe('requests that share a transaction', () => {
  it('get each their own order, with lines, history, event and stored answer', async () => {
    const commands = Array.from({ length: 20 }, () => aCommand(mug));
    const ids = (await stage.place(commands)).map(orderIdOf);
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) {
      expect(await stage.published(id)).toEqual(['order.created']);
      expect(await stage.reader.find(id)).toMatchObject({
        status: 'PENDING',
        version: 1,
        total: { amountMinor: 2_500, currency: 'USD' },
        lines: [{ lineNumber: 1, productId: mug.productId, quantity: 2 }],
        history: [{ version: 1, status: 'PENDING' }],
      });
    }
    const again = await stage.place(commands);
    expect(again.map(orderIdOf)).toEqual(ids);
    expect(again.every((answer) => answer.kind === 'answered' && answer.replayed)).toBe(true);
  });

  it('do not fail because of one that is refused, whose key stays free', async () => {
    const archived = aProduct({ status: 'ARCHIVED' });
    await stage.replicate([archived]);
    const key = randomUUIDv7();
    const before = await countOrders();
    const answers = await stage.place([aCommand(mug), aCommand(archived, { key }), aCommand(mug)]);
    expect(answers.map((answer) => answer.kind)).toEqual(['answered', 'refused', 'answered']);
    expect(answers[1]).toEqual({
      kind: 'refused',
      faults: [{ code: 'PRODUCT_ARCHIVED', line: 0, field: 'productId' }],
    });
    expect(await countOrders()).toBe(before + 2);
    const [retry] = await stage.place([aCommand(mug, { key, fingerprint: 'another body' })]);
    expect(retry?.kind).toBe('answered');
  });

  it('with one key become one order; with the same key and another body one of them is told so', async () => {
    const key = randomUUIDv7();
    const same = Array.from({ length: 10 }, () => aCommand(mug, { key }));
    const answers = await stage.place([...same, aCommand(mug, { key, fingerprint: 'another body' })]);
    expect(new Set(answers.slice(0, 10).map(orderIdOf)).size).toBe(1);
    expect(answers[10]).toEqual({ kind: 'key_used_otherwise' });
  });

  it('with one key, one of them refused: the good one is placed wherever it stands', async () => {
    const key = randomUUIDv7();
    const unknown = aProduct();
    const answers = await stage.place([
      aCommand(unknown, { key, fingerprint: 'bad' }),
      aCommand(mug, { key, fingerprint: 'good' }),
    ]);
    expect(answers.map((answer) => answer.kind)).toEqual(['refused', 'answered']);
  });

  it('repeat their stored answer, also once the product is no longer sold', async () => {
    const pen = aProduct();
    await stage.replicate([pen]);
    const command = aCommand(pen);
    const [first] = await stage.place([command]);
    await stage.replicate([{ ...pen, version: 2, status: 'ARCHIVED' }]);
    expect((await stage.place([command, aCommand(pen)])).map((answer) => answer.kind)).toEqual([
      'answered',
      'refused',
    ]);
    expect(orderIdOf((await stage.place([command]))[0])).toBe(orderIdOf(first));
  });

  it('of two customers may have the same key', async () => {
    const key = randomUUIDv7();
    const answers = await stage.place([
      aCommand(mug, { key, customerId: randomUUIDv7() }),
      aCommand(mug, { key, customerId: randomUUIDv7() }),
    ]);
    expect(new Set(answers.map(orderIdOf)).size).toBe(2);
  });

  it('in two processes at once, sharing keys, become one order a key', async () => {
    const keys = Array.from({ length: 20 }, () => randomUUIDv7());
    const before = await countOrders();
    const [here, there] = await Promise.all([
      stage.place(keys.map((key) => aCommand(mug, { key }))),
      stage.place(keys.toReversed().map((key) => aCommand(mug, { key }))),
    ]);
    expect(here.map(orderIdOf)).toEqual(there.map(orderIdOf).toReversed());
    expect(await countOrders()).toBe(before + 20);
  });
});

describe('the replica of the catalogue', () => {
  it('never goes back to an older version, removal included', async () => {
    const pen = aProduct({ version: 2, prices: [{ amountMinor: 200, currency: 'USD' }] });
    await stage.replicate([pen]);
    await stage.replicate([{ ...pen, version: 1, prices: [{ amountMinor: 100, currency: 'USD' }] }]);
    const [answer] = await stage.place([aCommand(pen)]);
    expect((await stage.reader.find(orderIdOf(answer)))?.total.amountMinor).toBe(400);

    await stage.remove(pen.productId, 3);
    await stage.replicate([pen]);
    expect(await stage.place([aCommand(pen)])).toEqual([
      { kind: 'refused', faults: [{ code: 'PRODUCT_UNKNOWN', line: 0, field: 'productId' }] },
    ]);
  });
});
