import { createHistogram } from 'node:perf_hooks';

/** Milliseconds, but for the count. */
export interface LatencySummary {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Durations of one kind, in a histogram with microseconds as its unit and 3 significant digits. */
export interface Latencies {
  add(ms: number): void;
  /** All zero when nothing was added. */
  summary(): LatencySummary;
}

export function createLatencies(): Latencies {
  const histogram = createHistogram();
  const percentile = (rank: number): number => histogram.percentile(rank) / 1_000;
  return {
    // The histogram begins at 1.
    add: (ms) => histogram.record(Math.max(1, Math.round(ms * 1_000))),
    summary: () => ({
      count: histogram.count,
      mean: histogram.count === 0 ? 0 : histogram.mean / 1_000,
      p50: percentile(50),
      p95: percentile(95),
      p99: percentile(99),
      max: histogram.max / 1_000,
    }),
  };
}
