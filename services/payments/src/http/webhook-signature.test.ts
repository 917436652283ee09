import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isSignedByProvider } from './webhook-signature.ts';

const secret = 'a secret of a test';
const now = new Date('2026-01-01T12:00:00Z');
const seconds = now.getTime() / 1_000;
const body = Buffer.from('{"id":"evt_1"}');

function sign(time: number, text = '{"id":"evt_1"}', key = secret): string {
  return createHmac('sha256', key).update(`${time}.${text}`).digest('hex');
}

describe("the provider's signature", () => {
  it('is accepted over the very bytes', () => {
    expect(isSignedByProvider(`t=${seconds},v1=${sign(seconds)}`, body, secret, now)).toBe(true);
  });

  it('is accepted beside one of another secret', () => {
    const header = `t=${seconds}, v1=${sign(seconds, undefined, 'the old one')}, v1=${sign(seconds)}`;
    expect(isSignedByProvider(header, body, secret, now)).toBe(true);
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['has no time', `v1=${sign(seconds)}`],
    ['has a time that is no number', `t=soon,v1=${sign(seconds)}`],
    ['has no signature', `t=${seconds}`],
    ['is of another body', `t=${seconds},v1=${sign(seconds, '{"id":"evt_2"}')}`],
    ['is of another secret', `t=${seconds},v1=${sign(seconds, undefined, 'guessed')}`],
    ['is of another time', `t=${seconds + 1},v1=${sign(seconds)}`],
    ['is too old', `t=${seconds - 301},v1=${sign(seconds - 301)}`],
    ['is of the future', `t=${seconds + 301},v1=${sign(seconds + 301)}`],
    ['is cut off', `t=${seconds},v1=${sign(seconds).slice(0, 40)}`],
  ])('is refused when it %s', (_, header) => {
    expect(isSignedByProvider(header, body, secret, now)).toBe(false);
  });
});
