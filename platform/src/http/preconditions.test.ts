import { describe, expect, test } from '@jest/globals';
import { formatETag, requireIfMatch } from './etag.ts';
import { fingerprint, idempotencyKeyHeaders } from './idempotency-key.ts';
import { Problem } from './problem.ts';

function statusOf(ifMatch: string | undefined): number {
  try {
    return requireIfMatch({ headers: { 'if-match': ifMatch } });
  } catch (error) {
    if (error instanceof Problem) return -error.description.status;
    throw error;
  }
}

describe('If-Match', () => {
  test('names the version of an ETag', () => {
    expect(statusOf(formatETag(7))).toBe(7);
  });

  test.each([
    [undefined, 428],
    ['*', 400],
    ['7', 400],
    ['"1", "2"', 400],
    ['"7', 400],
    ['W/"7"', 412],
    ['"other"', 412],
    ['"0"', 412],
    ['"99999999999999999999"', 412],
  ])('%s is %i', (header, status) => {
    expect(statusOf(header)).toBe(-status);
  });
});

describe('Idempotency-Key', () => {
  const accepts = (key: string | undefined) =>
    idempotencyKeyHeaders.safeParse({ 'idempotency-key': key }).success;

  test('has 1 to 255 printable characters', () => {
    expect(accepts('a')).toBe(true);
    expect(accepts('x'.repeat(255))).toBe(true);
    for (const key of [undefined, '', 'x'.repeat(256), 'a b', 'ü']) expect(accepts(key)).toBe(false);
  });

  test('its fingerprint is of the content, not of its spelling', () => {
    expect(fingerprint({ a: 1, b: { c: [1, 2], d: null } })).toBe(
      fingerprint({ b: { d: null, c: [1, 2] }, a: 1 }),
    );
    expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }));
    expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: 1 }));
  });
});
