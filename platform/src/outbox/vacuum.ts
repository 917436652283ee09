import pg from 'pg';
import type { RelayLogger } from './relay-logger.ts';

/** Keeps the head of the outbox's index free of removed rows. */
export interface OutboxVacuum {
  /** Says that rows were removed; starts a vacuum in the background when enough of them were. */
  removed(rows: number): void;
  /** Leaves the vacuum under way, which is the server's from then on. */
  stop(): Promise<void>;
}

const rowsBetween = 20_000;

/**
 * The relay reads at the head of the primary key, and each row that it has removed stays there as a dead entry until a
 * vacuum. Autovacuum looks only once a minute (`autovacuum_naptime`, of the whole server): at some thousand events a second
 * that is a thousand pages to step over in every poll. So the relay asks for a vacuum itself, by the rows it removed, on
 * a connection of its own: the first one after a large backlog takes a while.
 */
export function createOutboxVacuum(databaseUrl: string, logger: RelayLogger): OutboxVacuum {
  let sinceLast = 0;
  let running: Promise<void> | undefined;
  let connection: pg.Client | undefined;
  let stopped = false;

  async function vacuum(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'relay-vacuum',
      connectionTimeoutMillis: 3_000,
    });
    // The failure shows in the statement; without a listener it would end the process.
    client.on('error', () => undefined);
    connection = client;
    try {
      await client.connect();
      // Index cleanup on: the entries are the point, however few pages of the table are concerned.
      await client.query('vacuum (skip_locked, index_cleanup on, truncate off, parallel 0) outbox');
    } catch (error) {
      if (!stopped) logger.warn({ error }, 'outbox_vacuum_failed');
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  return {
    removed(rows) {
      sinceLast += rows;
      if (sinceLast < rowsBetween || running !== undefined || stopped) return;
      sinceLast = 0;
      running = vacuum().finally(() => {
        running = undefined;
      });
    },
    async stop() {
      stopped = true;
      if (running !== undefined) await connection?.end().catch(() => undefined);
      await running;
    },
  };
}
