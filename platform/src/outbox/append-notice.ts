import createSubscriber from 'pg-listen';
import type { SqlExecutor } from '../db/transaction.ts';
import type { RelayLogger } from './relay-logger.ts';

const channel = 'outbox';

export interface AppendNotices {
  close(): Promise<void>;
}

/**
 * Calls back when another process says that it appended. Notices are only a short cut: those sent while the connection is
 * away are lost, and the relay's poll finds the rows.
 */
export function listenForAppends(
  databaseUrl: string,
  onNotice: () => void,
  logger: RelayLogger,
): AppendNotices {
  const subscriber = createSubscriber.default(
    { connectionString: databaseUrl, application_name: 'relay-listen' },
    { retryTimeout: Number.POSITIVE_INFINITY, retryInterval: 500, parse: () => undefined },
  );
  subscriber.notifications.on(channel, onNotice);
  subscriber.events.on('error', (error) => logger.warn({ error }, 'append_notices_interrupted'));
  // What was appended while the connection was away may have gone unnoticed.
  subscriber.events.on('reconnect', onNotice);
  const ready = subscriber
    .connect()
    .then(() => subscriber.listenTo(channel))
    .catch((error: unknown) => logger.warn({ error }, 'append_notices_unavailable'));
  return {
    async close() {
      await ready;
      await subscriber.close();
    },
  };
}

export interface AppendNotifier {
  notify(): void;
}

/**
 * Tells the relays of other processes that something was appended: outside the writing transaction (a NOTIFY in it takes
 * a lock that serialises all commits), with an empty payload, at most once in `intervalMs`.
 */
export function createAppendNotifier(db: SqlExecutor, intervalMs = 20): AppendNotifier {
  let timer: NodeJS.Timeout | undefined;
  return {
    notify() {
      timer ??= setTimeout(() => {
        timer = undefined;
        db.query('select pg_notify($1, $2)', [channel, '']).catch(() => undefined);
      }, intervalMs);
    },
  };
}
