import { createHash } from 'node:crypto';
import pg from 'pg';
import type { SqlExecutor } from './transaction.ts';

/** One step of a database's schema. Once released it never changes: a change is a further migration. */
export interface Migration {
  /** Unique and telling, e.g. `0001_orders`. */
  readonly name: string;
  /** SQL; several statements are allowed. They run in one transaction. */
  readonly up: string;
}

/** A migration failed, or one that was applied has been changed since. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface AppliedRow {
  readonly name: string;
  readonly hash: string;
}

// Any number, as long as every process that migrates a database uses the same.
const migrationLock = 4_732_001;

const createTable = `create table if not exists schema_migrations (
  name text primary key,
  hash text not null,
  applied_at timestamptz not null default now()
)`;

function hashOf(migration: Migration): string {
  return createHash('sha256').update(migration.up).digest('hex');
}

/** The migrations that are not yet in `applied`; throws when an applied one has another hash by now. */
function pendingOf(migrations: readonly Migration[], applied: readonly AppliedRow[]): readonly Migration[] {
  const hashes = new Map(applied.map((row) => [row.name, row.hash]));
  for (const migration of migrations) {
    const hash = hashes.get(migration.name);
    if (hash !== undefined && hash !== hashOf(migration)) {
      throw new MigrationError(`migration ${migration.name} was changed after it had been applied`);
    }
  }
  return migrations.filter((migration) => !hashes.has(migration.name));
}

function refuseDuplicates(migrations: readonly Migration[]): void {
  const names = new Set<string>();
  for (const { name } of migrations) {
    if (names.has(name)) throw new MigrationError(`two migrations are named ${name}`);
    names.add(name);
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.up);
    await client.query('insert into schema_migrations (name, hash) values ($1, $2)', [
      migration.name,
      hashOf(migration),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`migration ${migration.name} failed: ${reason}`, { cause: error });
  }
}

/**
 * Brings a database to the schema of `migrations`, in their order, each in a transaction of its own, and returns the
 * names of those that it applied. Any number of processes may call it at once: they take turns by an advisory lock.
 * Names that the database has and `migrations` lacks are left alone, so that an older release can start beside a newer.
 * Throws {@link MigrationError}; what was applied before the failing one stays.
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  refuseDuplicates(migrations);
  // A connection of its own: the lock belongs to the session, and the pool's statement timeout is no limit here.
  const client = new pg.Client({ connectionString: url, application_name: 'migrate', lock_timeout: 60_000 });
  // Without a listener a lost connection would end the process; the running query rejects as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    // From here on a DDL that waits for a long transaction holds up everybody behind it: better to fail and come again.
    await client.query("set lock_timeout = '10s'");
    await client.query(createTable);
    const applied = await client.query<AppliedRow>('select name, hash from schema_migrations');
    const pending = pendingOf(migrations, applied.rows);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/**
 * The names of the migrations that the database still lacks; empty means that this release can run on it.
 * Throws {@link MigrationError} when an applied migration was changed.
 */
export async function pendingMigrations(
  database: SqlExecutor,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const [table] = await database.query<{ present: boolean }>(
    "select to_regclass('schema_migrations') is not null as present",
  );
  if (table?.present !== true) return migrations.map((migration) => migration.name);
  const applied = await database.query<AppliedRow>('select name, hash from schema_migrations');
  return pendingOf(migrations, applied).map((migration) => migration.name);
}
