import { parseArgs } from 'node:util';
import { fillCatalog } from './catalog/fill-catalog.ts';
import { createRandom } from './catalog/generate-products.ts';
import { startScratchCatalog } from './catalog/scratch-catalog.ts';
import { nextQuery } from './catalog/search-mix.ts';
import { createLatencies, type Latencies } from './measure/latencies.ts';
import { describeMachine, inspectMachine } from './measure/machine.ts';
import { openLoop } from './measure/open-loop.ts';
import { latencyColumns, latencyRow, renderTable } from './measure/table.ts';

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

type ByKind = ReadonlyMap<string, Latencies>;

/** Latencies by kind of query, and of all of them. */
async function measure(url: string, categoryIds: readonly string[], requests: number): Promise<ByKind> {
  const byKind = new Map([['all', createLatencies()]]);
  const random = createRandom(2);
  const perSecond = Number(values.rate);
  await openLoop({ perSecond, seconds: requests / perSecond }, async (dueAt) => {
    const { kind, parameters } = nextQuery(random, categoryIds);
    const response = await fetch(`${url}/v1/products?${new URLSearchParams(parameters).toString()}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${JSON.stringify(parameters)}: ${response.status} ${text}`);
    const ms = performance.now() - dueAt;
    const ofKind = byKind.get(kind) ?? createLatencies();
    byKind.set(kind, ofKind);
    for (const each of [ofKind, byKind.get('all')]) each?.add(ms);
  });
  return byKind;
}

const catalog = await startScratchCatalog(say);
try {
  const products = Number(values.products);
  const startedAt = performance.now();
  const categoryIds = await fillCatalog(catalog, products);
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`${products} products filled in within ${seconds.toFixed(0)} s`);
  await measure(catalog.url, categoryIds, 300);
  const machine = await inspectMachine(catalog.databaseUrl);
  const byKind = await measure(catalog.url, categoryIds, Number(values.requests));
  say(`${describeMachine(machine)}; ${values.rate} requests/s, first pages of 20`);
  const rows = [...byKind].map(([kind, latencies]) => [kind, ...latencyRow(latencies.summary())]);
  say(renderTable(['milliseconds', ...latencyColumns], rows));
  const p95 = byKind.get('all')?.summary().p95 ?? Number.POSITIVE_INFINITY;
  say(`p95 ${p95.toFixed(1)} ms, budget ${BUDGET_MS} ms: ${p95 < BUDGET_MS ? 'kept' : 'MISSED'}`);
  process.exitCode = p95 < BUDGET_MS ? 0 : 1;
} finally {
  await catalog.stop();
}
