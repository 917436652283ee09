import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type OpenDatabase } from '@orpheus/platform/db';
import { createTestDatabase, type TestDatabase } from '@orpheus/platform/testing';
import { createPaymentQueries } from '../src/adapters/payment-queries.ts';
import { paymentStore } from '../src/adapters/payment-store.ts';
import type { PaymentRecord } from '../src/app/payment-record.ts';
import { nextOperation } from '../src/domain/next-operation.ts';
import type { Payment } from '../src/domain/payment.ts';
import { migrations } from '../src/migrations/index.ts';

const terms = {
  customerId: 'c',
  amount: { amountMinor: 500, currency: 'USD' },
  paymentMethod: 'tok_approve',
};
const past = new Date('2026-01-01T00:00:00Z');

let home: TestDatabase;
let database: OpenDatabase;

function record(payment: Payment, changes: Partial<PaymentRecord> = {}): PaymentRecord {
  return {
    id: randomUUID(),
    orderId: randomUUID(),
    version: 1,
    payment,
    work:
      nextOperation(payment.state) === undefined
        ? undefined
        : { attempts: 0, dueAt: past, leaseOwner: undefined },
    cause: { causationId: randomUUID(), correlationId: undefined, traceparent: undefined },
    ...changes,
  };
}

const insert = (...records: PaymentRecord[]) =>
  database.transaction((tx) => paymentStore.insert(tx, records));
const update = (...records: PaymentRecord[]) =>
  database.transaction((tx) => paymentStore.update(tx, records));
const read = (...records: PaymentRecord[]) =>
  database.transaction((tx) =>
    paymentStore.lockById(
      tx,
      records.map(({ id }) => id),
    ),
  );

beforeAll(async () => {
  home = await createTestDatabase();
  database = await createDatabase({ url: home.url, applicationName: 'test', migrations });
  await database.migrate();
});

afterAll(async () => {
  await database.close();
  await home.drop();
});

describe('the store', () => {
  it.each<Payment>([
    { state: 'AWAITING_ORDER' },
    { state: 'AWAITING_STOCK', terms },
    { state: 'HELD', terms },
    { state: 'INITIATED', terms },
    { state: 'CHARGING', terms },
    { state: 'PENDING', terms, reference: 'ch_1' },
    { state: 'VOIDING', terms, because: 'PAYMENT_ERROR' },
    { state: 'VOIDED', terms },
    { state: 'VOIDED', terms: undefined },
    { state: 'FAILED', terms, reason: 'INSUFFICIENT_FUNDS' },
    { state: 'CAPTURED', terms, reference: 'ch_2' },
    { state: 'REFUNDING', terms, reference: 'ch_3' },
    { state: 'REFUNDED', terms, reference: 'ch_4' },
    { state: 'REFUND_FAILED', terms, reference: 'ch_5', failure: 'account closed' },
  ])('gives back $state as it was', async (payment) => {
    const written = record(payment);
    await insert(written);
    const cause = { ...written.cause, correlationId: written.orderId };
    expect(await read(written)).toEqual([{ ...written, cause }]);
  });

  it('inserts one payment for an order, whoever comes first', async () => {
    const [first, second] = [record({ state: 'AWAITING_ORDER' }), record({ state: 'AWAITING_STOCK', terms })];
    expect(await insert(first)).toEqual(new Set([first.orderId]));
    expect(await insert({ ...second, orderId: first.orderId }, second)).toEqual(new Set([second.orderId]));
  });

  it('gives due work to one worker only', async () => {
    const due = Array.from({ length: 6 }, () => record({ state: 'INITIATED', terms }));
    const later = record(
      { state: 'INITIATED', terms },
      {
        work: { attempts: 1, dueAt: new Date(Date.now() + 60_000), leaseOwner: randomUUID() },
      },
    );
    await insert(...due, later);
    const taken = await database.transaction(async (tx) => {
      const mine = await paymentStore.lockDue(tx, new Date(), 3);
      const others = await database.transaction((other) => paymentStore.lockDue(other, new Date(), 1_000));
      return { mine: mine.map(({ id }) => id), others: others.map(({ id }) => id) };
    });
    expect(taken.mine).toHaveLength(3);
    expect(taken.mine.filter((id) => taken.others.includes(id))).toEqual([]);
    expect(new Set([...taken.mine, ...taken.others])).toEqual(
      new Set([...taken.mine, ...taken.others, ...due.map(({ id }) => id)]),
    );
    expect(taken.others).not.toContain(later.id);
  });

  it("remembers the provider's events", async () => {
    const claim = (...ids: string[]) =>
      database.transaction((tx) => paymentStore.claimProviderEvents(tx, ids));
    expect(await claim('evt_1', 'evt_2', 'evt_1')).toEqual(new Set(['evt_1', 'evt_2']));
    expect(await claim('evt_2', 'evt_3')).toEqual(new Set(['evt_3']));
    const forget = (before: Date, limit: number) =>
      database.transaction((tx) => paymentStore.forgetProviderEvents(tx, before, limit));
    expect(await forget(past, 10)).toBe(0);
    const soon = new Date(Date.now() + 60_000);
    expect([await forget(soon, 2), await forget(soon, 2)]).toEqual([2, 1]);
    expect(await claim('evt_2')).toEqual(new Set(['evt_2']));
  });
});

describe('the database refuses', () => {
  const captured = record({ state: 'CAPTURED', terms, reference: 'ch_once' });

  beforeAll(() => insert(captured));

  it.each<[string, Payment]>([
    ['a second capture under another reference', { state: 'CAPTURED', terms, reference: 'ch_again' }],
    ['to forget a capture', { state: 'FAILED', terms, reason: 'PAYMENT_ERROR' }],
    [
      'another amount than was captured',
      {
        state: 'CAPTURED',
        terms: { ...terms, amount: { amountMinor: 501, currency: 'USD' } },
        reference: 'ch_once',
      },
    ],
  ])('%s', async (_, payment) => {
    await expect(update({ ...captured, payment })).rejects.toThrow(/capture is final|constraint/);
    expect((await read(captured))[0]?.payment).toEqual(captured.payment);
  });

  it('one charge for two payments', async () => {
    await expect(insert(record({ state: 'CAPTURED', terms, reference: 'ch_once' }))).rejects.toThrow(
      /unique/,
    );
  });

  it('work without a time, and a time without work', async () => {
    await expect(insert(record({ state: 'CHARGING', terms }, { work: undefined }))).rejects.toThrow(
      /payments_work/,
    );
    const work = { attempts: 0, dueAt: past, leaseOwner: undefined };
    await expect(insert(record({ state: 'HELD', terms }, { work }))).rejects.toThrow(/payments_work/);
  });
});

describe('the queries', () => {
  it('page through a list exactly, newest first', async () => {
    const customerId = randomUUID();
    const mine = Array.from({ length: 7 }, () => record({ state: 'HELD', terms: { ...terms, customerId } }));
    await insert(...mine);
    const queries = createPaymentQueries(database);
    const filter = { customerId, orderId: undefined, status: undefined };
    const seen: string[] = [];
    for (let after: readonly [string, string] | undefined; ; ) {
      const page = await queries.list(filter, after, 3);
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1)?.position;
      if (page.length < 3) break;
    }
    expect([...seen].sort()).toEqual(mine.map(({ id }) => id).sort());
    expect(await queries.list({ ...filter, status: 'FAILED' }, undefined, 3)).toEqual([]);
    expect(await queries.list({ ...filter, orderId: mine[0]?.orderId }, undefined, 3)).toHaveLength(1);
  });
});
