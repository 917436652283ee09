import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@orpheus/platform/testing';
import { createHttpProvider } from '../src/adapters/http-provider.ts';
import { createProviderHttp } from '../src/adapters/provider-http.ts';
import { createResilience, type ResilienceOptions } from '../src/adapters/resilience.ts';
import type { Behaviour } from '../testing/provider/behaviour.ts';
import { type ProviderServer, startProviderServer } from '../testing/provider/server.ts';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(
  behaviour: Partial<Behaviour> = {},
  ledgerFile = join(tmpdir(), `${randomUUID()}.jsonl`),
) {
  const server = await startProviderServer({ port: 0, ledgerFile, behaviour });
  stops.push(() => server.stop());
  return server;
}

function client(server: ProviderServer, options: Partial<ResilienceOptions> = {}) {
  const http = createProviderHttp(server.url, 'key', 50);
  stops.push(async () => http.close());
  const resilience = createResilience({
    timeoutMs: 300,
    retries: 1,
    maxInFlight: 50,
    breakMs: 200,
    breakerMinimumRps: 100,
    ...options,
  });
  return createHttpProvider(http, resilience);
}

const charge = (paymentMethod: string, idempotencyKey: string = randomUUID()) => ({
  idempotencyKey,
  paymentId: idempotencyKey,
  amountMinor: 500,
  currency: 'USD',
  paymentMethod,
});

describe('the provider over HTTP', () => {
  it.each([
    ['tok_approve', { kind: 'CAPTURED' }],
    ['tok_decline', { kind: 'DECLINED', reason: 'PAYMENT_DECLINED' }],
    ['tok_insufficient_funds', { kind: 'DECLINED', reason: 'INSUFFICIENT_FUNDS' }],
    ['tok_fraud', { kind: 'DECLINED', reason: 'FRAUD_SUSPECTED' }],
    ['tok_pending', { kind: 'PENDING' }],
    ['tok_timeout_charged', { kind: 'CAPTURED' }],
    ['tok_error_then_ok', { kind: 'CAPTURED' }],
  ])('answers %s', async (token, answer) => {
    const server = await serve();
    expect(await client(server).charge(charge(token))).toMatchObject(answer);
    expect(server.ledger.captures().length).toBe(answer.kind === 'CAPTURED' ? 1 : 0);
  });

  it('captures once for one key, whatever is lost on the way', async () => {
    const server = await serve();
    const provider = client(server, { retries: 0 });
    const request = charge('tok_timeout_charged');
    expect(await provider.charge(request)).toMatchObject({ kind: 'UNKNOWN' });
    const [first, second] = await Promise.all([provider.charge(request), provider.charge(request)]);
    expect(first).toMatchObject({ kind: 'CAPTURED' });
    expect(second).toEqual(first);
    expect(server.ledger.captures()).toEqual([request.idempotencyKey]);
  });

  it('keeps its ledger when it is started again', async () => {
    const file = join(tmpdir(), `${randomUUID()}.jsonl`);
    const before = await serve({}, file);
    const request = charge('tok_approve');
    const answer = await client(before).charge(request);
    await before.stop();
    const after = await serve({}, file);
    expect(await client(after).charge(request)).toEqual(answer);
    expect(after.ledger.captures()).toEqual([request.idempotencyKey]);
  });

  it('never captures what was voided before, meanwhile or while it was pending', async () => {
    const server = await serve({ tokenDelayMs: 150, settleDelayMs: 100 });
    const provider = client(server, { timeoutMs: 1_000 });
    const early = charge('tok_approve');
    expect(await provider.void(early.idempotencyKey)).toEqual({ kind: 'VOIDED' });
    expect(await provider.charge(early)).toEqual({ kind: 'VOIDED' });

    const meanwhile = charge('tok_approve');
    const charging = provider.charge(meanwhile);
    await provider.void(meanwhile.idempotencyKey);
    expect(await charging).toEqual({ kind: 'VOIDED' });

    const pending = charge('tok_pending');
    await provider.charge(pending);
    expect(await provider.void(pending.idempotencyKey)).toEqual({ kind: 'VOIDED' });

    const late = charge('tok_approve');
    await provider.charge(late);
    expect(await provider.void(late.idempotencyKey)).toMatchObject({ kind: 'CAPTURED' });
    expect(server.ledger.captures()).toEqual([late.idempotencyKey]);
  });

  it('looks up what became of a charge', async () => {
    const server = await serve({ settleDelayMs: 50 });
    const provider = client(server);
    expect(await provider.lookup(randomUUID())).toEqual({ kind: 'NOT_FOUND' });
    const request = charge('tok_pending');
    expect(await provider.charge(request)).toMatchObject({ kind: 'PENDING' });
    await waitFor(async () => (await provider.lookup(request.idempotencyKey)).kind === 'CAPTURED');
  });

  it('refunds once for one key and never more than was captured', async () => {
    const server = await serve();
    const provider = client(server);
    const captured = await provider.charge(charge('tok_approve'));
    const chargeReference = captured.kind === 'CAPTURED' ? captured.reference : '';
    const refund = { chargeReference, amountMinor: 500, currency: 'USD', idempotencyKey: randomUUID() };
    expect(await provider.refund(refund)).toEqual({ kind: 'REFUNDED' });
    expect(await provider.refund(refund)).toEqual({ kind: 'REFUNDED' });
    expect(await provider.refund({ ...refund, idempotencyKey: randomUUID() })).toEqual({
      kind: 'REFUSED',
      failure: 'over_refund',
    });
    expect(server.ledger.refunds()).toHaveLength(1);
  });

  it('is refused for what is wrong with the request itself', async () => {
    const provider = client(await serve());
    expect(await provider.charge({ ...charge('tok_approve'), amountMinor: -1 })).toEqual({
      kind: 'REFUSED',
      failure: 'invalid_request',
    });
  });

  it('is left alone while it fails, and asked again when it is well', async () => {
    const server = await serve({ unavailable: true });
    const provider = client(server, { retries: 0, breakerMinimumRps: 1 });
    await waitFor(async () => (await provider.charge(charge('tok_approve'))).kind === 'NOT_SENT');
    server.provider.behaviour = { ...server.provider.behaviour, unavailable: false };
    await waitFor(async () => (await provider.charge(charge('tok_approve'))).kind === 'CAPTURED');
  });

  it('sends no more at once than the bulkhead lets through', async () => {
    const provider = client(await serve({ tokenDelayMs: 100 }), { maxInFlight: 2 });
    const answers = await Promise.all([1, 2, 3].map(() => provider.charge(charge('tok_approve'))));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['CAPTURED', 'CAPTURED', 'NOT_SENT']);
  });

  it('that is not there is an outcome too', async () => {
    const server = await serve();
    await server.stop();
    expect(await client(server).charge(charge('tok_approve'))).toMatchObject({ kind: 'UNKNOWN' });
  });
});
