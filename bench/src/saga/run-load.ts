import { waitFor } from '@orpheus/platform/testing';
import { createLatencies, type LatencySummary } from '../measure/latencies.ts';
import { type Load, openLoop } from '../measure/open-loop.ts';
import { breakDown, isConfirmed, type Journey, type StepTimes } from './journey.ts';
import type { BenchShop } from './shop.ts';
import type { Sightings } from './sightings.ts';

export interface LoadResult {
  readonly orders: number;
  /** Orders that were not confirmed within half a minute after the last one was placed. */
  readonly unconfirmed: number;
  /** From the moment at which the request was due to its 202. */
  readonly post: LatencySummary;
  /** From the same moment to the arrival of order.confirmed at a consumer. */
  readonly confirmed: LatencySummary;
  readonly steps: readonly StepTimes[];
}

const patienceMs = 30_000;

/** Places orders at a fixed rate and follows each to its end. */
export async function runLoad(shop: BenchShop, sightings: Sightings, load: Load): Promise<LoadResult> {
  const post = createLatencies();
  const dueTimes = new Map<string, number>();
  let placed = 0;
  await openLoop(load, async (dueAt) => {
    placed += 1;
    const orderId = await shop.place(placed);
    post.add(performance.now() - dueAt);
    dueTimes.set(orderId, performance.timeOrigin + dueAt);
  });
  const journeys = (): Journey[] =>
    [...dueTimes].map(([orderId, dueAt]) => ({ dueAt, steps: sightings.of(orderId) }));
  // What is late shows in the result: it is counted there.
  await waitFor(() => journeys().every(isConfirmed), { timeoutMs: patienceMs, intervalMs: 200 }).catch(
    () => undefined,
  );
  return { orders: placed, post: post.summary(), ...summarize(journeys()) };
}

function summarize(journeys: readonly Journey[]) {
  const latencies = createLatencies();
  for (const { dueAt, steps } of journeys) {
    const end = steps.get('order.confirmed');
    if (end !== undefined) latencies.add(end.arrivedAt - dueAt);
  }
  const confirmed = latencies.summary();
  return { unconfirmed: journeys.length - confirmed.count, confirmed, steps: breakDown(journeys) };
}
