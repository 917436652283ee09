import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type { Counter, Gauge, Histogram } from 'prom-client';

/** Name, meaning and labels of a metric. Ids are never labels. */
export interface MetricDefinition<Label extends string = string> {
  /** Prometheus base units: `_seconds`, `_bytes`, `_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** A service's metrics. */
export interface Metrics {
  counter<Label extends string>(definition: MetricDefinition<Label>): Counter<Label>;
  /** `collect` sets the value when the metrics are read; it must be cheap. */
  gauge<Label extends string>(
    definition: MetricDefinition<Label> & {
      readonly collect?: (gauge: Gauge<Label>) => void | Promise<void>;
    },
  ): Gauge<Label>;
  /** `buckets` are upper bounds in the metric's unit; by default 1 ms to 10 s. */
  histogram<Label extends string>(
    definition: MetricDefinition<Label> & { readonly buckets?: readonly number[] },
  ): Histogram<Label>;
  /** The Prometheus text exposition. */
  text(): Promise<string>;
  readonly contentType: string;
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * A registry of its own with the process's default metrics; every series has the label `service`. A registry a service
 * instead of the global one lets several services and tests live in one process.
 */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return {
    counter: ({ name, help, labels = [] }) =>
      new Counter({ name, help, labelNames: labels, registers: [registry] }),
    gauge: ({ name, help, labels = [], collect }) => {
      const settings = { name, help, labelNames: labels, registers: [registry] };
      if (collect === undefined) return new Gauge(settings);
      return new Gauge({
        ...settings,
        collect() {
          return collect(this);
        },
      });
    },
    histogram: ({ name, help, labels = [], buckets = secondsBuckets }) =>
      new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [registry] }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
