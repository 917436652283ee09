export type { DatabaseOptions, OpenDatabase } from './database.ts';
export { createDatabase } from './database.ts';
export type {
  IdempotencyClaim,
  IdempotencyOutcome,
  IdempotencyRequest,
  IdempotentAnswer,
  StoredAnswer,
} from './idempotency.ts';
export {
  claimIdempotencyKeys,
  idempotencyMigration,
  pruneIdempotencyKeys,
  releaseIdempotencyKeys,
  storeIdempotentAnswers,
} from './idempotency.ts';
export type { Migration } from './migrate.ts';
export { MigrationError, migrate, pendingMigrations } from './migrate.ts';
export { isPassingDatabaseError } from './passing-error.ts';
export type { Database, SqlExecutor, SqlValue, Statement, Transaction } from './transaction.ts';
