import type { Migration } from '@orpheus/platform/db';
import { catalogTables } from './0001-catalog.ts';

/** Append-only. */
export const migrations: readonly Migration[] = [catalogTables];
