import type { LatencySummary } from './latencies.ts';

export type Cell = string | number | undefined;

/** A table in plain text: numbers to the right with at most one decimal, what is missing as a dash. */
export function renderTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map(toText));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const isNumeric = head.map((_, column) => rows.every((row) => typeof row[column] !== 'string'));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumeric[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [head, ...texts].map(line).join('\n');
}

function toText(cell: Cell): string {
  if (cell === undefined) return '-';
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell)) return cell.toLocaleString('en-US');
  return cell.toFixed(Math.abs(cell) < 10 ? 2 : 1);
}

export const latencyColumns = ['count', 'mean', 'p50', 'p95', 'p99', 'max'] as const;

/** Cells under `latencyColumns`. */
export function latencyRow(summary: LatencySummary): number[] {
  return latencyColumns.map((column) => summary[column]);
}
