import type { LatencySummary } from '../measure/latencies.ts';
import { createLatencies } from '../measure/latencies.ts';

/** The way of an order that meets with no obstacle, in the order of its events. */
export const happyPath = [
  'order.created',
  'stock.reserved',
  'payment.confirmed',
  'stock.committed',
  'order.confirmed',
] as const;

export type Step = (typeof happyPath)[number];

/** When a step was written and when it was seen here; milliseconds since the epoch. */
export interface Sighting {
  /** `ce_time`, in whole milliseconds: before the commit. */
  readonly writtenAt: number;
  readonly arrivedAt: number;
}

export interface Journey {
  /** When the order was due to be placed, in milliseconds since the epoch. */
  readonly dueAt: number;
  readonly steps: ReadonlyMap<string, Sighting>;
}

/** Milliseconds from the step before to this one; the first counts from the moment at which the order was due. */
export interface StepTimes {
  readonly step: Step;
  /** From `ce_time` to `ce_time`. */
  readonly written: LatencySummary;
  /** From arrival to arrival. */
  readonly arrived: LatencySummary;
}

export function isConfirmed(journey: Journey): boolean {
  return journey.steps.has('order.confirmed');
}

/** Mean times of the steps, over the journeys that went all the way. */
export function breakDown(journeys: Iterable<Journey>): readonly StepTimes[] {
  const times = happyPath.map((step) => ({ step, written: createLatencies(), arrived: createLatencies() }));
  for (const { dueAt, steps } of journeys) {
    if (!happyPath.every((step) => steps.has(step))) continue;
    let before: Sighting = { writtenAt: dueAt, arrivedAt: dueAt };
    for (const { step, written, arrived } of times) {
      const seen = steps.get(step) ?? before;
      written.add(seen.writtenAt - before.writtenAt);
      arrived.add(seen.arrivedAt - before.arrivedAt);
      before = seen;
    }
  }
  return times.map(({ step, written, arrived }) => ({
    step,
    written: written.summary(),
    arrived: arrived.summary(),
  }));
}
