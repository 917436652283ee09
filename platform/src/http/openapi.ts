import { z } from 'zod';
import type { ResponseSpec, Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string(),
  code: z.string().describe('Stable, for machines'),
  traceId: z.string(),
  errors: z
    .array(
      z.strictObject({
        pointer: z
          .string()
          .describe('JSON Pointer into the body, or /path/..., /query/..., /headers/... for other parts'),
        detail: z.string(),
      }),
    )
    .optional(),
});

const problemResponse = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  // The dialect is said once for the whole document.
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return json;
}

function parametersOf(place: 'path' | 'query' | 'header', schema: z.ZodType): readonly Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(z.object({ field }), {}).success,
    schema: schemaOf(z.object({ field }).shape.field, 'input'),
  }));
}

function responseOf(spec: ResponseSpec, status: number): Json {
  const headers = Object.entries(spec.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  const withHeaders = headers.length === 0 ? {} : { headers: Object.fromEntries(headers) };
  if (spec.body === undefined) {
    return status >= 400
      ? { ...problemResponse(spec.description), ...withHeaders }
      : { description: spec.description, ...withHeaders };
  }
  return {
    description: spec.description,
    ...withHeaders,
    content: { 'application/json': { schema: schemaOf(spec.body, 'output') } },
  };
}

/** The problems that the application itself answers with, for this route. */
function commonResponses(route: Route): Json {
  return {
    400: problemResponse('The request is not valid; `errors` names every fault'),
    ...(route.auth === 'public'
      ? {}
      : {
          401: problemResponse('No valid bearer token'),
          403: problemResponse('None of the roles that are needed'),
          429: problemResponse('Too many requests; see Retry-After'),
        }),
    ...(route.takesBody
      ? { 413: problemResponse('The body is too large'), 415: problemResponse('The body is not JSON') }
      : {}),
    503: problemResponse('Not available right now; see Retry-After'),
    default: problemResponse('Any other problem'),
  };
}

function operationOf(route: Route): Json {
  const own = Object.entries(route.responses).map(([status, spec]) => [
    status,
    responseOf(spec, Number(status)),
  ]);
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: route.tags,
    security: route.auth === 'public' ? [] : [{ bearer: [] }],
    parameters: [
      ...parametersOf('path', route.schemas.params),
      ...parametersOf('query', route.schemas.query),
      ...parametersOf('header', route.schemas.headers),
    ],
    ...(route.takesBody
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.schemas.body, 'input') } },
          },
        }
      : {}),
    responses: { ...commonResponses(route), ...Object.fromEntries(own) },
  };
}

/** The OpenAPI 3.1 document of routes, from the same schemas that check their requests. */
export function openApiOf(
  info: { readonly title: string; readonly version: string },
  routes: readonly Route[],
): Json {
  const paths = new Map<string, Json>();
  for (const route of routes) {
    paths.set(route.path, { ...paths.get(route.path), [route.method]: operationOf(route) });
  }
  return {
    openapi: '3.1.0',
    info,
    paths: Object.fromEntries(paths),
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
