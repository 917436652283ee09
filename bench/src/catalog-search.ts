import { cpus, loadavg, totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fillCatalog } from './catalog/fill-catalog.ts';
import { createRandom } from './catalog/generate-products.ts';
import { createLatencies, type Latencies } from './catalog/latencies.ts';
import { startScratchCatalog } from './catalog/scratch-catalog.ts';
import { nextQuery } from './catalog/search-mix.ts';

const BUDGET_MS = 100;

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '1500' },
    rate: { type: 'string', default: '20' },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Asks at a fixed rate, whatever the answers take, and counts from the moment at which a request was due: a slow answer
 * cannot hide behind the requests that it held up.
 */
async function measure(url: string, categoryIds: readonly string[], requests: number): Promise<Latencies> {
  const latencies = createLatencies();
  const random = createRandom(2);
  const startedAt = performance.now();
  const ask = async (dueAt: number): Promise<void> => {
    const { kind, parameters } = nextQuery(random, categoryIds);
    const response = await fetch(`${url}/v1/products?${new URLSearchParams(parameters).toString()}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${JSON.stringify(parameters)}: ${response.status} ${text}`);
    latencies.add(kind, performance.now() - dueAt);
  };
  const asked: Promise<void>[] = [];
  for (let index = 0; index < requests; index += 1) {
    const dueAt = startedAt + (index * 1_000) / Number(values.rate);
    await delay(Math.max(0, dueAt - performance.now()));
    asked.push(ask(dueAt));
  }
  await Promise.all(asked);
  return latencies;
}

const catalog = await startScratchCatalog(say);
try {
  const products = Number(values.products);
  const startedAt = performance.now();
  const categoryIds = await fillCatalog(catalog, products);
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`${products} products filled in within ${seconds.toFixed(0)} s`);
  await measure(catalog.url, categoryIds, 300);
  const [load = 0] = loadavg();
  const latencies = await measure(catalog.url, categoryIds, Number(values.requests));
  say(
    `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ` +
      `PostgreSQL ${catalog.serverVersion}, all on this machine; ${values.rate} requests/s, first pages of 20, load average before ${load.toFixed(1)}`,
  );
  say(latencies.table());
  const p95 = latencies.percentile(0.95);
  say(`p95 ${p95.toFixed(1)} ms, budget ${BUDGET_MS} ms: ${p95 < BUDGET_MS ? 'kept' : 'MISSED'}`);
  process.exitCode = p95 < BUDGET_MS ? 0 : 1;
} finally {
  await catalog.stop();
}
