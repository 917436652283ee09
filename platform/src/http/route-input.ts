import type { Cause } from '../events/cause.ts';
import type { Caller } from './caller.ts';

/** A request as it came in, before its parts are checked against their schemas. */
export interface RouteInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The parsed JSON; undefined if there was no body. */
  readonly body: unknown;
  readonly rawBody: Buffer | undefined;
  readonly caller: Caller | undefined;
  readonly requestId: string;
  readonly cause: Cause;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

/** A body that is sent as it stands: a stored answer, or something other than JSON (set `content-type`). */
export interface VerbatimAnswer {
  readonly status: number;
  readonly verbatim: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body that is sent as JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler answers. Header names are lower case. */
export type Answer = JsonAnswer | VerbatimAnswer;
