import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@orpheus/dev/system';
import { startTestSystem, type TestSystem } from '@orpheus/dev/testing';
import { type BenchmarkContext, runBenchmark } from './measure/benchmark.ts';
import { latencyColumns, latencyRow, renderTable } from './measure/table.ts';
import { readUsage, type UsageOfServices } from './saga/process-usage.ts';
import { type LoadResult, runLoad } from './saga/run-load.ts';
import { openShop } from './saga/shop.ts';
import { watchSightings } from './saga/sightings.ts';

type Context = BenchmarkContext<'rate' | 'seconds'>;

const warmUpSeconds = 10;
const restSeconds = 5;

interface ServiceUsage {
  readonly service: ServiceName;
  readonly restBytes: number;
  readonly afterBytes: number;
  readonly cpuMillisecondsPerOrder: number;
}

/** Of `npm start`: with V8's own, larger young generation a service takes twice the memory and no less CPU. */
const nodeOptions = ['--max-semi-space-size=4'];

/** A profile is written when its process ends. */
async function settingsFor(profileFolder: string | undefined) {
  const folder = profileFolder === undefined ? undefined : resolve(profileFolder);
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const optionsOf = (name: ServiceName): string[] =>
    folder === undefined
      ? nodeOptions
      : [...nodeOptions, '--cpu-prof', `--cpu-prof-name=${name}.cpuprofile`, `--cpu-prof-dir=${folder}`];
  return Object.fromEntries(SERVICES.map((name) => [name, { NODE_OPTIONS: optionsOf(name).join(' ') }]));
}

async function measureSystem(system: TestSystem, load: Context['options']) {
  // The bench has a watch of its own, which stamps arrivals.
  await system.watch.close();
  const shop = await openShop(system);
  const sightings = await watchSightings(system);
  try {
    await delay(restSeconds * 1_000);
    const atRest = await readUsage(system.urls);
    await runLoad(shop, sightings, { perSecond: load.rate, seconds: warmUpSeconds });
    const before = await readUsage(system.urls);
    const result = await runLoad(shop, sightings, { perSecond: load.rate, seconds: load.seconds });
    const after = await readUsage(system.urls);
    return { ...result, services: compare(atRest, before, after, result.orders) };
  } finally {
    await sightings.close();
  }
}

function compare(
  atRest: UsageOfServices,
  before: UsageOfServices,
  after: UsageOfServices,
  orders: number,
): ServiceUsage[] {
  return SERVICES.map((service) => ({
    service,
    restBytes: atRest[service].residentBytes,
    afterBytes: after[service].residentBytes,
    cpuMillisecondsPerOrder: ((after[service].cpuSeconds - before[service].cpuSeconds) * 1_000) / orders,
  }));
}

function renderLatencies({ post, confirmed, steps }: LoadResult): string {
  return renderTable(
    ['milliseconds', ...latencyColumns],
    [
      ['due -> 202', ...latencyRow(post)],
      ['due -> order.confirmed seen', ...latencyRow(confirmed)],
      ...steps.map(({ step, arrived }) => [`  ... -> ${step} seen`, ...latencyRow(arrived)]),
      ...steps.map(({ step, written }) => [`  ... -> ${step} ce_time`, ...latencyRow(written)]),
    ],
  );
}

function renderServices(services: readonly ServiceUsage[]): string {
  const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
  return renderTable(
    ['service', 'RSS at rest MiB', 'RSS after MiB', 'CPU ms an order'],
    services.map(({ service, restBytes, afterBytes, cpuMillisecondsPerOrder }) => [
      service,
      mebibytes(restBytes),
      mebibytes(afterBytes),
      cpuMillisecondsPerOrder,
    ]),
  );
}

await runBenchmark(
  'saga',
  { rate: 20, seconds: 60 },
  async ({ stack, options, say, profileFolder }: Context) => {
    const system = await startTestSystem({ stack, settings: await settingsFor(profileFolder) });
    try {
      const result = await measureSystem(system, options);
      say(
        `${options.rate} orders/s of two lines for ${options.seconds} s, ${result.unconfirmed} unconfirmed`,
      );
      say(`${renderLatencies(result)}\n\n${renderServices(result.services)}`);
      return result;
    } finally {
      await system.close();
    }
  },
);
