import type { Migration } from '@orpheus/platform/db';
import { catalogTables } from './0001-catalog.ts';
import { searchAlone } from './0002-search-alone.ts';

/** Append-only. */
export const migrations: readonly Migration[] = [catalogTables, searchAlone];
