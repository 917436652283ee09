import type { SeenEvent } from '../system/index.ts';

/** One line of an order's story. */
export interface TimelineStep {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly what: string;
  readonly service: string;
  /** What it followed from; undefined for what followed from a request. */
  readonly cause: string | undefined;
}

/** The events of one order in the order of their times, each with what caused it. */
export function timelineOf(events: readonly SeenEvent[], orderId: string, begun: Date): TimelineStep[] {
  const own = events.filter((event) => event.correlationId === orderId && event.type !== undefined);
  const typeById = new Map(own.map((event) => [event.id, event.type]));
  const seen = new Set<string | undefined>();
  return own
    .filter((event) => !seen.has(event.id) && seen.add(event.id))
    .toSorted((a, b) => timeOf(a) - timeOf(b))
    .map((event) => ({
      at: timeOf(event) - begun.getTime(),
      what: event.type ?? '',
      service: (event.source ?? '').split('/').at(-1) ?? '',
      cause: event.causationId === undefined ? undefined : typeById.get(event.causationId),
    }));
}

/** Lines for a terminal. */
export function renderTimeline(steps: readonly TimelineStep[]): string[] {
  const width = Math.max(0, ...steps.map((step) => step.what.length));
  const serviceWidth = Math.max(0, ...steps.map((step) => step.service.length));
  return steps.map(({ at, what, service, cause }) => {
    const line = `${String(at).padStart(6)} ms  ${what.padEnd(width)}  ${service.padEnd(serviceWidth)}`;
    return cause === undefined ? line.trimEnd() : `${line}  after ${cause}`;
  });
}

function timeOf(event: SeenEvent): number {
  return event.time?.getTime() ?? 0;
}
