import { idempotencyMigration, type Migration } from '@orpheus/platform/db';
import { orders } from './0001-orders.ts';
import { productReplica } from './0002-product-replica.ts';

/** Append-only: a change of the schema is a further migration. */
export const migrations: readonly Migration[] = [idempotencyMigration, orders, productReplica];
