import type { EntityManager } from 'typeorm';

/** A statement with a name is prepared once a connection; use it on hot paths. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A value that `pg` can send as a parameter. */
export type SqlValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Buffer
  | null
  | readonly SqlValue[]
  | object;

/** Anything that runs SQL: an open transaction, or the database with a transaction of its own for each call. */
export interface SqlExecutor {
  /** Runs one statement and returns its rows. bigint and numeric columns arrive as strings. */
  query<Row extends object>(sql: string | Statement, values?: readonly SqlValue[]): Promise<Row[]>;
}

/**
 * An open database transaction. Everything that a use case changes goes through one of these, so that state, inbox,
 * outbox and idempotency key commit together or not at all.
 */
export interface Transaction extends SqlExecutor {
  /** TypeORM's view of the same transaction, for stores that use entities. */
  readonly manager: EntityManager;
  /** Calls back once the transaction has committed, never after a rollback. The callback must not throw. */
  afterCommit(callback: () => void): void;
}

/** A service's own database. */
export interface Database extends SqlExecutor {
  /** Runs `work` in one transaction (READ COMMITTED): commits when it resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}
