import { z } from 'zod';
import type { ProblemError } from './problem.ts';
import { invalidRequest } from './problem.ts';
import type { RouteInput } from './route-input.ts';

/** The schemas of a request's parts. */
export interface RequestSchemas<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Headers extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
}

/** The checked parts of a request. */
export interface RequestParts<Params, Query, Headers, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
}

/** One JSON Pointer (RFC 6901) token a path element. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((element) => `/${String(element).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function errorsOf(part: readonly string[], result: z.ZodSafeParseResult<unknown>): ProblemError[] {
  if (result.success) return [];
  return result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerOf([...part, ...issue.path, key]),
          detail: 'is not a known field',
        }))
      : [{ pointer: pointerOf([...part, ...issue.path]), detail: issue.message }],
  );
}

/** Checks all parts of a request and throws one 400 problem with the faults of all of them. */
export function validateRequest<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Headers extends z.ZodType,
  Body extends z.ZodType,
>(
  schemas: RequestSchemas<Params, Query, Headers, Body>,
  input: RouteInput,
): RequestParts<z.output<Params>, z.output<Query>, z.output<Headers>, z.output<Body>> {
  const params = z.safeParse(schemas.params, input.params);
  const query = z.safeParse(schemas.query, input.query);
  const headers = z.safeParse(schemas.headers, input.headers);
  const body = z.safeParse(schemas.body, input.body);
  if (params.success && query.success && headers.success && body.success) {
    return { params: params.data, query: query.data, headers: headers.data, body: body.data };
  }
  throw invalidRequest([
    ...errorsOf(['path'], params),
    ...errorsOf(['query'], query),
    ...errorsOf(['headers'], headers),
    ...errorsOf([], body),
  ]);
}
