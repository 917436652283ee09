import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { restoreHeaders, storeHeaders } from './stored-headers.ts';

const bytes = (value: Buffer | string) => (typeof value === 'string' ? Buffer.from(value) : value);

test('any headers survive the way through jsonb, byte for byte', () => {
  const value = fc.oneof(
    fc.string(),
    fc.uint8Array().map((each) => Buffer.from(each)),
  );
  const headers = fc.dictionary(
    fc.string({ minLength: 1 }),
    fc.oneof(value, fc.array(value, { maxLength: 3 })),
  );
  fc.assert(
    fc.property(headers, (original) => {
      const restored = restoreHeaders(JSON.parse(JSON.stringify(storeHeaders(original))));
      expect(Object.keys(restored)).toEqual(Object.keys(original));
      for (const [name, before] of Object.entries(original)) {
        const after = restored[name];
        const list = (each: typeof before) => (Array.isArray(each) ? each : [each]).map(bytes);
        expect(list(after as typeof before)).toEqual(list(before));
      }
    }),
  );
});

test('what jsonb could not hold is stored in base64', () => {
  expect(storeHeaders({ text: 'plain', zero: 'a\u0000b', binary: Buffer.from([0xff]) })).toEqual({
    text: 'plain',
    zero: { base64: 'YQBi' },
    binary: { base64: '/w==' },
  });
});
