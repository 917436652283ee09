import { randomFillSync } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';
import { isSpanContextValid, TraceFlags } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

// Random bytes are drawn in bulk: one system call for 512 spans.
const pool = Buffer.alloc(4_096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  const hex = pool.toString('hex', used - bytes, used);
  // All zeros is the one value that the standard forbids.
  return /^0+$/.test(hex) ? randomHex(bytes) : hex;
}

/** The span that a W3C `traceparent` names, or nothing if it is malformed. */
export function parseTraceparent(traceparent: string | undefined): SpanContext | undefined {
  if (traceparent === undefined) return undefined;
  const parsed = parseTraceParent(traceparent);
  return parsed !== null && isSpanContextValid(parsed) ? parsed : undefined;
}

/** A W3C `traceparent`, version 00. */
export function formatTraceparent(span: SpanContext): string {
  return `00-${span.traceId}-${span.spanId}-${(span.traceFlags & 0xff).toString(16).padStart(2, '0')}`;
}

/** A new span below `parent`; the root of a new, sampled trace where there is no parent or it is malformed. */
export function childTraceparent(parent?: string): string {
  const span = parseTraceparent(parent);
  return formatTraceparent({
    traceId: span?.traceId ?? randomHex(16),
    spanId: randomHex(8),
    traceFlags: span?.traceFlags ?? TraceFlags.SAMPLED,
  });
}

/** The trace id within a well-formed `traceparent`. */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}
