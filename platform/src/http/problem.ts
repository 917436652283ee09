/** One fault of a request. */
export interface ProblemError {
  /**
   * Where: a JSON Pointer into the body (`/lines/0/quantity`), or `/path/orderId`, `/query/limit`,
   * `/headers/idempotency-key` for the other parts of a request.
   */
  readonly pointer: string;
  readonly detail: string;
}

/** What a problem response says. */
export interface ProblemDescription {
  readonly status: number;
  /** Stable and for machines, e.g. `ORDER_NOT_FOUND`. */
  readonly code: string;
  /** The kind of problem in a few words, the same for every occurrence. */
  readonly title: string;
  /** What went wrong this time; no internals. */
  readonly detail?: string;
  readonly errors?: readonly ProblemError[];
  /** Response headers that belong to it, e.g. `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body of an `application/problem+json` response (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
  readonly code: string;
  readonly traceId: string;
  readonly errors?: readonly ProblemError[];
}

/** Thrown by routes and their parts to answer with a problem. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly description: ProblemDescription;

  constructor(description: ProblemDescription) {
    super(description.detail ?? description.title);
    this.description = description;
  }

  /** `instance` is the path that was asked for. */
  body(instance: string, traceId: string): ProblemBody {
    const { status, code, title, detail, errors } = this.description;
    return {
      type: `urn:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      instance,
      code,
      traceId,
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

/** A request that does not fit its description: 400 with every fault that was found. */
export function invalidRequest(errors: readonly ProblemError[]): Problem {
  return new Problem({
    status: 400,
    code: 'REQUEST_INVALID',
    title: 'The request is not valid',
    errors,
  });
}
