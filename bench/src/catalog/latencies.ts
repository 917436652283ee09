/** Milliseconds that requests took, by kind. */
export interface Latencies {
  add(kind: string, ms: number): void;
  /** Over all kinds. */
  percentile(share: number): number;
  /** A table for a person: one row a kind, and all of them together. */
  table(): string;
}

function percentileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function createLatencies(): Latencies {
  const kinds = new Map<string, number[]>();
  const all = () => [...kinds.values()].flat().toSorted((a, b) => a - b);

  function row(name: string, sorted: readonly number[]): string {
    const values = [0.5, 0.95, 0.99, 1].map((share) => percentileOf(sorted, share).toFixed(1).padStart(8));
    return `${name.padEnd(28)}${String(sorted.length).padStart(8)}${values.join('')}`;
  }

  return {
    add(kind, ms) {
      const known = kinds.get(kind);
      if (known === undefined) kinds.set(kind, [ms]);
      else known.push(ms);
    },
    percentile: (share) => percentileOf(all(), share),
    table() {
      const header = `${'milliseconds'.padEnd(28)}${['requests', 'p50', 'p95', 'p99', 'max'].map((each) => each.padStart(8)).join('')}`;
      const rows = [...kinds].map(([kind, values]) =>
        row(
          kind,
          values.toSorted((a, b) => a - b),
        ),
      );
      return [header, ...rows, row('all', all())].join('\n');
    },
  };
}
