import { z } from 'zod';
import { invalidRequest, Problem } from './problem.ts';

/** The header schema of a route that changes something under an optimistic lock. */
export const ifMatchHeaders = z.object({
  'if-match': z.string().max(200).optional().describe('The ETag of the version that is to be changed'),
});

/** The strong entity tag of a version: `"3"`. */
export function formatETag(version: number): string {
  return `"${version}"`;
}

/** The resource was changed since the version that `If-Match` names. */
export function staleVersion(): Problem {
  return new Problem({
    status: 412,
    code: 'VERSION_STALE',
    title: 'The resource has changed',
    detail: 'If-Match names another version than the current one: read the resource again.',
  });
}

/**
 * The version that the caller means to change. Throws 428 if the header is missing and 400 if it is not exactly one tag;
 * a weak or foreign tag matches nothing, so it gets 412.
 */
export function requireIfMatch(request: {
  readonly headers: { readonly 'if-match'?: string | undefined };
}): number {
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw new Problem({
      status: 428,
      code: 'IF_MATCH_REQUIRED',
      title: 'If-Match is required',
      detail: 'Send the ETag of the version that you mean to change as If-Match.',
    });
  }
  const tag = /^(?<weak>W\/)?"(?<value>[\x21\x23-\x7e]*)"$/.exec(header)?.groups;
  if (tag === undefined) {
    throw invalidRequest([{ pointer: '/headers/if-match', detail: 'must be one entity tag, e.g. "3"' }]);
  }
  if (tag['weak'] !== undefined || !/^[1-9]\d{0,14}$/.test(tag['value'] ?? '')) throw staleVersion();
  return Number(tag['value']);
}
