import { z } from 'zod';
import type { Cause } from '../events/cause.ts';
import type { Auth, Caller, CallerOf } from './caller.ts';
import type { Answer, RouteInput, VerbatimAnswer } from './route-input.ts';
import type { RequestSchemas } from './validate.ts';
import { validateRequest } from './validate.ts';

/** HTTP methods that a route can have; HEAD is answered wherever GET is. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One response of a route. Its body schema has no transforms: it describes the JSON that is sent. */
export interface ResponseSpec {
  readonly description: string;
  /** Left out for problems (they all have the same) and for empty bodies. */
  readonly body?: z.ZodType;
  /** Header names and what they mean. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Responses by status. */
export type ResponseSpecs = Readonly<Record<number, ResponseSpec>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

type AnswerWith<Status, Spec> = Spec extends { readonly body: infer Body extends z.ZodType }
  ? {
      readonly status: Status;
      readonly body: DeepReadonly<z.input<Body>>;
      readonly headers?: Readonly<Record<string, string>>;
    }
  : {
      readonly status: Status;
      readonly body?: undefined;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What a handler may answer: one of the described responses, or a verbatim (stored) one. */
export type AnswerOf<Responses extends ResponseSpecs> =
  | { [Status in keyof Responses & number]: AnswerWith<Status, Responses[Status]> }[keyof Responses & number]
  | VerbatimAnswer;

/** A checked request as a handler gets it. */
export interface RouteRequest<
  Params = unknown,
  Query = unknown,
  Headers = unknown,
  Body = unknown,
  Who = Caller | undefined,
> {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  /** The body's bytes, e.g. to check a signature. */
  readonly rawBody: Buffer | undefined;
  readonly caller: Who;
  readonly requestId: string;
  /** The cause of the events that this request leads to. */
  readonly cause: Cause;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

const noParams = z.strictObject({});
const noQuery = z.strictObject({});
const anyHeaders = z.object({});
const noBody = z.strictObject({}).optional();

/** A route with its types, as it is written down. */
export interface RouteDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Headers extends z.ZodObject,
  Body extends z.ZodType,
  A extends Auth,
  Responses extends ResponseSpecs,
> {
  readonly method: Method;
  /** Parameters in braces: `/v1/orders/{orderId}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly auth: A;
  readonly params?: Params;
  /** Values are strings; a name that is given twice is an array of them. */
  readonly query?: Query;
  /** Lower-case names; headers that it does not name are let through. */
  readonly headers?: Headers;
  readonly body?: Body;
  readonly responses: Responses;
  readonly handler: (
    request: RouteRequest<z.output<Params>, z.output<Query>, z.output<Headers>, z.output<Body>, CallerOf<A>>,
  ) => Promise<AnswerOf<NoInfer<Responses>>>;
}

/** A route as the application holds it: the types are inside of `handle`. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly auth: Auth;
  readonly schemas: RequestSchemas;
  /** Whether a body is expected: one is refused otherwise. */
  readonly takesBody: boolean;
  readonly responses: ResponseSpecs;
  /** Checks the request and runs the handler. Rejects with a `Problem` or whatever the handler throws. */
  handle(input: RouteInput): Promise<Answer>;
}

// Where a schema is left out, its type parameter is the type of the one that stands in for it.
function given<Schema extends z.ZodType>(schema: Schema | undefined, standIn: z.ZodType): Schema;
function given(schema: z.ZodType | undefined, standIn: z.ZodType): z.ZodType {
  return schema ?? standIn;
}

function callerFor<A extends Auth>(auth: A, caller: Caller | undefined): CallerOf<A>;
function callerFor(auth: Auth, caller: Caller | undefined): Caller | undefined {
  if (auth !== 'public' && caller === undefined) throw new Error('a protected route ran without a caller');
  return caller;
}

/**
 * Describes one route: the schemas that check its requests, its OpenAPI description and its handler in one place, so
 * that they cannot differ. Parts without a schema must be empty (headers: are ignored).
 */
export function route<
  const A extends Auth,
  const Responses extends ResponseSpecs,
  Params extends z.ZodObject = typeof noParams,
  Query extends z.ZodObject = typeof noQuery,
  Headers extends z.ZodObject = typeof anyHeaders,
  Body extends z.ZodType = typeof noBody,
>(definition: RouteDefinition<Params, Query, Headers, Body, A, Responses>): Route {
  const schemas = {
    params: given(definition.params, noParams),
    query: given(definition.query, noQuery),
    headers: given(definition.headers, anyHeaders),
    body: given(definition.body, noBody),
  };
  const { method, path, operationId, summary, description, tags, auth, responses, handler } = definition;
  return {
    method,
    path,
    operationId,
    summary,
    description,
    tags,
    auth,
    schemas,
    takesBody: definition.body !== undefined,
    responses,
    handle: async (input) => {
      const parts = validateRequest(schemas, input);
      return handler({
        ...parts,
        rawBody: input.rawBody,
        caller: callerFor(auth, input.caller),
        requestId: input.requestId,
        cause: input.cause,
        get signal() {
          return input.signal;
        },
      });
    },
  };
}
