import type { Migration } from '@orpheus/platform/db';
import { idempotencyMigration } from '@orpheus/platform/db';
import { payments } from './0001-payments.ts';

/** In order, append-only. */
export const migrations: readonly Migration[] = [idempotencyMigration, payments];
