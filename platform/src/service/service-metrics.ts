import type { SqlExecutor } from '../db/transaction.ts';
import type { ConsumerMetrics } from '../kafka/consumer-metrics.ts';
import type { RelayMetrics } from '../outbox/relay-metrics.ts';
import type { Metrics } from '../telemetry/index.ts';

/** The consumer's metrics under their public names. */
export function consumerMetrics(metrics: Metrics): ConsumerMetrics {
  const handling = metrics.histogram({
    name: 'message_handling_seconds',
    help: 'Time from the start of the transaction to the end of a message, by how it ended.',
    labels: ['topic', 'event_type', 'outcome'],
  });
  const lag = metrics.gauge({
    name: 'consumer_lag_messages',
    help: 'Messages of a partition that are not handled yet.',
    labels: ['topic', 'partition'],
  });
  const retries = metrics.counter({
    name: 'consumer_retries_total',
    help: 'Batches or partitions that had to wait for something that was away.',
  });
  return {
    handled: (topic, eventType, outcome, seconds) =>
      handling.observe({ topic, event_type: eventType, outcome }, seconds),
    lag: (topic, partition, messages) => lag.set({ topic, partition }, messages),
    retried: () => retries.inc(),
  };
}

/** The relay's metrics under their public names. */
export function relayMetrics(metrics: Metrics): RelayMetrics {
  const commitToAck = metrics.histogram({
    name: 'outbox_commit_to_ack_seconds',
    help: "Time from the append of an event to the broker's acknowledgement.",
  });
  const published = metrics.counter({
    name: 'outbox_published_events_total',
    help: 'Events that the broker confirmed.',
  });
  const failures = metrics.counter({
    name: 'outbox_send_failures_total',
    help: 'Sends whose outcome is unknown.',
  });
  const owner = metrics.gauge({ name: 'outbox_owner', help: '1 while this process owns the outbox.' });
  return {
    commitToAck: (seconds) => commitToAck.observe(seconds),
    published: (events) => published.inc(events),
    sendFailed: () => failures.inc(),
    owner: (owns) => owner.set(owns ? 1 : 0),
  };
}

const countedAtMost = 100_000;

/** What waits in the outbox, read when the metrics are: every process of a service tells the same. */
export function outboxGauges(metrics: Metrics, db: SqlExecutor): void {
  metrics.gauge({
    name: 'outbox_pending_events',
    help: `Events that are not published yet, counted up to ${countedAtMost}.`,
    collect: async (gauge) => {
      const [row] = await db.query<{ count: string }>(
        'select count(*) as count from (select 1 from outbox limit $1) as pending',
        [countedAtMost],
      );
      gauge.set(Number(row?.count ?? 0));
    },
  });
  metrics.gauge({
    name: 'outbox_oldest_pending_age_seconds',
    help: 'Age of the oldest event that is not published yet; 0 when there is none.',
    collect: async (gauge) => {
      const [row] = await db.query<{ age: number | null }>(
        `select extract(epoch from clock_timestamp() - created_at)::float8 as age from outbox order by seq limit 1`,
      );
      gauge.set(row?.age ?? 0);
    },
  });
}
