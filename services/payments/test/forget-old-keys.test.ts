import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { claimIdempotencyKeys } from '@orpheus/platform/db';
import { waitFor } from '@orpheus/platform/testing';
import { paymentStore } from '../src/adapters/payment-store.ts';
import { createForgetOldKeys } from '../src/app/forget-old-keys.ts';
import { openStage, type Stage } from './support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.close());

it('forgets what cannot come again, and nothing else', async () => {
  const { database } = stage;
  const failures: object[] = [];
  const claim = (key: string) => ({ caller: 'olga', route: 'retryRefund', key, fingerprint: 'body' });
  await database.transaction(async (tx) => {
    await paymentStore.claimProviderEvents(tx, ['evt_old', 'evt_new']);
    await claimIdempotencyKeys(tx, [claim('old'), claim('new')]);
    await tx.query(
      `update provider_events set received_at = now() - interval '31 days' where id = 'evt_old'`,
    );
    await tx.query(`update idempotency_keys set expires_at = now() where key = 'old'`);
  });
  const worker = createForgetOldKeys({
    database,
    store: paymentStore,
    clock: { now: () => new Date() },
    logger: { warn: (fields) => failures.push(fields) },
  });
  worker.start();
  await waitFor(async () => {
    const rows = await database.query(`select 1 from idempotency_keys where key = 'old'`);
    return rows.length === 0;
  });
  await worker.stop();
  expect(failures).toEqual([]);
  expect(await database.query('select id from provider_events')).toEqual([{ id: 'evt_new' }]);
  expect(await database.query('select key from idempotency_keys')).toEqual([{ key: 'new' }]);
});
