import { type BenchmarkContext, runBenchmark } from './measure/benchmark.ts';
import { createLatencies, type LatencySummary } from './measure/latencies.ts';
import { openLoop } from './measure/open-loop.ts';
import { latencyColumns, latencyRow, renderTable } from './measure/table.ts';
import { type AckTimes, createAckClock } from './outbox/ack-clock.ts';
import { type OutboxLab, openOutboxLab } from './outbox/outbox-lab.ts';
import { createPublishedCounter } from './outbox/published-counter.ts';
import { idOf, sampleMessage, sampleMessages } from './outbox/sample-messages.ts';
import { profileHere } from './profile/profile-here.ts';

type Context = BenchmarkContext<'rows' | 'batch' | 'rate' | 'seconds'>;

const rowsATransaction = 1_000;
const warmUpSeconds = 3;

interface Drained {
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Of this process, which does nothing else meanwhile. */
  readonly cpuMicrosecondsPerEvent: number;
}

/** How fast one relay empties an outbox that has piled up. */
async function drain(lab: OutboxLab, { options, profileFolder }: Context): Promise<Drained> {
  const { rows, batch } = options;
  for (let first = 0; first < rows; first += rowsATransaction) {
    await lab.append(sampleMessages(first, Math.min(rowsATransaction, rows - first)));
  }
  const counter = createPublishedCounter();
  lab.startRelay(counter, { batchSize: batch });
  await counter.owned;
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  await profileHere(profileFolder, 'relay-drain', () => counter.reaches(rows));
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, eventsPerSecond: rows / seconds, cpuMicrosecondsPerEvent: (user + system) / rows };
}

interface Steady extends AckTimes {
  /** The relay's own metric: from the append, by the database's clock, in whole milliseconds. */
  readonly appendToAck: LatencySummary;
}

/** How long an event waits between its commit and the broker's answer: one event a transaction, at a fixed rate. */
async function followEvents(lab: OutboxLab, perSecond: number, seconds: number): Promise<Steady> {
  let clock = createAckClock();
  let appendToAck = createLatencies();
  let appended = 0;
  const counter = createPublishedCounter((waited) => appendToAck.add(waited * 1_000));
  lab.startRelay(counter, { onAcked: (message, at) => clock.acked(idOf(message), at) });
  const append = async (dueAt: number): Promise<void> => {
    appended += 1;
    const message = sampleMessage(appended);
    await lab.append([message]);
    clock.committed(idOf(message), dueAt, performance.now());
  };
  await openLoop({ perSecond, seconds: warmUpSeconds }, append);
  await counter.reaches(appended);
  clock = createAckClock();
  appendToAck = createLatencies();
  await openLoop({ perSecond, seconds }, append);
  await counter.reaches(appended);
  return { ...clock.summary(), appendToAck: appendToAck.summary() };
}

async function inLab<T>(stack: Context['stack'], work: (lab: OutboxLab) => Promise<T>): Promise<T> {
  const lab = await openOutboxLab(stack);
  try {
    return await work(lab);
  } finally {
    await lab.close();
  }
}

await runBenchmark(
  'relay',
  { rows: 200_000, batch: 500, rate: 500, seconds: 60 },
  async (context: Context) => {
    const { stack, options, say } = context;
    const drained = await inLab(stack, (lab) => drain(lab, context));
    say(
      `a backlog of ${options.rows.toLocaleString('en-US')} rows: ${Math.round(drained.eventsPerSecond).toLocaleString('en-US')} events/s ` +
        `(${drained.seconds.toFixed(1)} s, ${drained.cpuMicrosecondsPerEvent.toFixed(0)} µs of the relay's CPU an event)\n`,
    );
    const steady = await inLab(stack, (lab) => followEvents(lab, options.rate, options.seconds));
    say(`${options.rate} events/s, one a transaction, for ${options.seconds} s; milliseconds:`);
    say(
      renderTable(
        ['from', ...latencyColumns],
        [
          ['commit -> ack', ...latencyRow(steady.commitToAck)],
          ['due -> ack', ...latencyRow(steady.dueToAck)],
          ['append -> ack (metric)', ...latencyRow(steady.appendToAck)],
        ],
      ),
    );
    return { drained, steady };
  },
);
