import pg from 'pg';
import type { EntitySchema } from 'typeorm';
import { DataSource } from 'typeorm';
import type { Migration } from './migrate.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { queryConfig, runInTransaction } from './open-transaction.ts';
import { isPassingDatabaseError } from './passing-error.ts';
import type { Database, SqlValue, Statement } from './transaction.ts';

/** How a service connects to its own database. Durations are milliseconds. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/name` */
  readonly url: string;
  /** Shown in `pg_stat_activity`: the service's name. */
  readonly applicationName: string;
  /** The most connections; 10 by default. */
  readonly poolSize?: number;
  /** How long one statement may run; 10,000 by default. */
  readonly statementTimeoutMs?: number;
  /** How long one statement may wait for a lock; 5,000 by default. */
  readonly lockTimeoutMs?: number;
  /** How long a transaction may do nothing before the server ends it; 30,000 by default. */
  readonly idleInTransactionTimeoutMs?: number;
  /** How long to wait for a connection, be it new or of the pool; 5,000 by default. */
  readonly connectionTimeoutMs?: number;
  /** How long to try again when the database is not there yet; 30,000 by default. */
  readonly startupTimeoutMs?: number;
  /** For stores that use TypeORM entities. */
  readonly entities?: readonly EntitySchema[];
  /** The schema that this release needs, in order. */
  readonly migrations?: readonly Migration[];
  /** Told when an idle connection is lost; the pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** A service's own database while it is open. */
export interface OpenDatabase extends Database {
  /** Applies the missing migrations and returns their names. */
  migrate(): Promise<readonly string[]>;
  /** The names of the migrations that the database lacks: readiness demands none. */
  pendingMigrations(): Promise<readonly string[]>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /** Connections of the pool, for metrics. */
  poolState(): { readonly total: number; readonly idle: number; readonly waiting: number };
  /** Waits for running transactions, then closes all connections. */
  close(): Promise<void>;
}

function createPool(options: DatabaseOptions): pg.Pool {
  const statementTimeout = options.statementTimeoutMs ?? 10_000;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: statementTimeout,
    // The server's own timeout cannot come through a dead network: this one is for that case.
    query_timeout: statementTimeout + 5_000,
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 30_000,
  });
  // Without a listener, an idle connection that the server closes would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  return pool;
}

/** TypeORM creates its pool by `new driver.Pool()`: this one makes it share ours. */
function driverOf(pool: pg.Pool): object {
  return {
    ...pg,
    Pool: function SharedPool() {
      return pool;
    },
  };
}

async function initialize(source: DataSource, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 2_000)) {
    try {
      await source.initialize();
      return;
    } catch (error) {
      if (!isPassingDatabaseError(error) || performance.now() + delayMs > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}

/**
 * Opens a service's database: a pool under TypeORM with a timeout for every way of waiting. Waits up to
 * `startupTimeoutMs` for a server that is not there yet; afterwards a server that goes away and comes back costs
 * failed calls (see `isPassingDatabaseError`), never the process.
 */
export async function createDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const pool = createPool(options);
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    driver: driverOf(pool),
    entities: [...(options.entities ?? [])],
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolErrorHandler: () => undefined,
  });
  try {
    await initialize(source, options.startupTimeoutMs ?? 30_000);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const migrations = options.migrations ?? [];
  const query = async <Row extends object>(
    sql: string | Statement,
    values: readonly SqlValue[] = [],
  ): Promise<Row[]> => (await pool.query<Row, SqlValue[]>(queryConfig(sql, values))).rows;
  return {
    query,
    transaction: (work) => runInTransaction(source, work),
    migrate: () => migrate(options.url, migrations),
    pendingMigrations: () => pendingMigrations({ query }, migrations),
    ping: async () => {
      await query('select 1');
    },
    poolState: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => source.destroy(),
  };
}
