import type { Migration } from '@orpheus/platform/db';
import { idempotencyMigration } from '@orpheus/platform/db';
import { stock } from './0001-stock.ts';
import { ledgerRules } from './0002-ledger-rules.ts';

/** In order, append-only: what is released never changes. */
export const migrations: readonly Migration[] = [idempotencyMigration, stock, ledgerRules];
