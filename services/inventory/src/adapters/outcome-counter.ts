import type { Metrics } from '@orpheus/platform/telemetry';
import type { OutcomeCounter } from '../app/ports.ts';

/** Counts what became of each command of a reservation. */
export function createOutcomeCounter(metrics: Metrics): OutcomeCounter {
  const outcomes = metrics.counter({
    name: 'inventory_reservation_outcomes_total',
    help: 'What became of the events and commands that concern a reservation.',
    labels: ['outcome'],
  });
  return { count: (outcome) => outcomes.inc({ outcome }) };
}
