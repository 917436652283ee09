import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { Problem } from './problem.ts';

/** The header schema of a route that needs an Idempotency-Key. */
export const idempotencyKeyHeaders = z.object({
  'idempotency-key': z
    .string('is required')
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable characters without spaces')
    .describe('Makes the request safe to repeat for 24 hours; scoped to the caller and the route'),
});

/** Tells two bodies of the same key apart; the order of fields and spaces do not count. */
export function fingerprint(body: unknown): string {
  return createHash('sha256').update(canonicalJson(body)).digest('base64url');
}

/** The key was used for another body. */
export function idempotencyMismatch(): Problem {
  return new Problem({
    status: 422,
    code: 'IDEMPOTENCY_KEY_REUSED',
    title: 'The Idempotency-Key was used for another request',
    detail: 'Use a new key for a new request.',
    errors: [{ pointer: '/headers/idempotency-key', detail: 'was used with another body' }],
  });
}

/** The first request with this key has not been answered yet. */
export function idempotencyRunning(): Problem {
  return new Problem({
    status: 409,
    code: 'IDEMPOTENCY_KEY_IN_USE',
    title: 'The first request with this Idempotency-Key is still running',
    detail: 'Repeat the request later to get its answer.',
    headers: { 'retry-after': '1' },
  });
}
