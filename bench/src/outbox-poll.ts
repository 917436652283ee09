import { setTimeout as delay } from 'node:timers/promises';
import { type BenchmarkContext, runBenchmark } from './measure/benchmark.ts';
import { createLatencies, type LatencySummary } from './measure/latencies.ts';
import { renderTable } from './measure/table.ts';
import { type OutboxLab, openOutboxLab } from './outbox/outbox-lab.ts';
import { openPollProbe, type PollCost, type PollProbe } from './outbox/poll-probe.ts';
import { createPublishedCounter, type PublishedCounter } from './outbox/published-counter.ts';
import { sampleMessages } from './outbox/sample-messages.ts';

type Context = BenchmarkContext<'rows' | 'every' | 'settle'>;

const rowsATransaction = 500;
/** So that the table stays nearly empty, as a healthy relay leaves it. */
const mostPending = 2_000;
const probeIntervalMs = 100;

interface Checkpoint extends PollCost {
  /** Rows that have gone through the table. */
  readonly rows: number;
  readonly eventsPerSecond: number | undefined;
  /** Looks while rows came and went; each brings up to 500 of them. */
  readonly busyPolls: LatencySummary | undefined;
}

async function push(lab: OutboxLab, counter: PublishedCounter, first: number, count: number): Promise<void> {
  for (let done = 0; done < count; done += rowsATransaction) {
    await lab.append(sampleMessages(first + done, Math.min(rowsATransaction, count - done)));
    await counter.reaches(first + done - mostPending);
  }
  await counter.reaches(first + count);
}

/** Looks into the table from time to time until `work` has ended. */
async function probeDuring(probe: PollProbe, work: Promise<void>): Promise<LatencySummary> {
  const polls = createLatencies();
  const ended = new AbortController();
  const pushing = work.finally(() => ended.abort());
  while (!ended.signal.aborted) {
    polls.add(await probe.poll());
    await Promise.race([pushing, delay(probeIntervalMs, undefined)]);
  }
  await pushing;
  return polls.summary();
}

async function pushAndMeasure(
  lab: OutboxLab,
  probe: PollProbe,
  options: Context['options'],
): Promise<Checkpoint[]> {
  const counter = createPublishedCounter();
  lab.startRelay(counter);
  await counter.owned;
  const nothing = { eventsPerSecond: undefined, busyPolls: undefined };
  const checkpoints: Checkpoint[] = [{ rows: 0, ...nothing, ...(await probe.cost()) }];
  for (let rows = 0; rows < options.rows; ) {
    const count = Math.min(options.every, options.rows - rows);
    const startedAt = performance.now();
    const busyPolls = await probeDuring(probe, push(lab, counter, rows, count));
    const eventsPerSecond = (count * 1_000) / (performance.now() - startedAt);
    rows += count;
    checkpoints.push({ rows, eventsPerSecond, busyPolls, ...(await probe.cost()) });
  }
  await delay(options.settle * 1_000);
  checkpoints.push({ rows: options.rows, ...nothing, ...(await probe.cost()) });
  return checkpoints;
}

function render(checkpoints: readonly Checkpoint[]): string {
  const mebibytes = (bytes: number): number => bytes / 2 ** 20;
  return renderTable(
    [
      'rows through',
      'events/s',
      'first ms',
      'empty p50',
      'empty p99',
      'pages',
      'busy p50',
      'busy p99',
      'dead rows',
      'vacuums',
      'table MiB',
      'index MiB',
    ],
    checkpoints.map((each) => [
      each.rows,
      each.eventsPerSecond === undefined ? undefined : Math.round(each.eventsPerSecond),
      each.firstMs,
      each.emptyPolls.p50,
      each.emptyPolls.p99,
      each.pages,
      each.busyPolls?.p50,
      each.busyPolls?.p99,
      each.deadRows,
      each.autovacuums,
      mebibytes(each.tableBytes),
      mebibytes(each.indexBytes),
    ]),
  );
}

await runBenchmark(
  'outbox-poll',
  { rows: 1_000_000, every: 100_000, settle: 60 },
  async ({ stack, options, say }: Context) => {
    const lab = await openOutboxLab(stack);
    const probe = await openPollProbe(lab.databaseUrl);
    try {
      const checkpoints = await pushAndMeasure(lab, probe, options);
      say(render(checkpoints));
      say(`milliseconds of \`select ... order by seq limit 500\`; the last line ${options.settle} s later`);
      return { checkpoints };
    } finally {
      await probe.close();
      await lab.close();
    }
  },
);
