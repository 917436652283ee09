import type { ReceivedEvent } from './received-event.ts';

/** Why an event exists: it becomes `ce_causationid`, `ce_correlationid` and `traceparent` of what is appended. */
export interface Cause {
  /** Id of the event or request that caused it. */
  readonly causationId: string;
  /** The order that it belongs to, where there is one. */
  readonly correlationId?: string | undefined;
  /** W3C trace context of the cause. */
  readonly traceparent?: string | undefined;
}

/** The cause that a received event is for whatever it sets off; correlation and trace are carried on. */
export function causeOf(event: ReceivedEvent): Cause {
  return { causationId: event.id, correlationId: event.correlationId, traceparent: event.traceparent };
}
