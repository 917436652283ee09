import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { httpClient } from '../../src/testing/index.ts';
import { listNotes, putNote, startTestApp } from './support/test-app.ts';

let app: Awaited<ReturnType<typeof startTestApp>>;
const path = '/v1/notes/0199c000-0000-7000-8000-000000000000';

beforeAll(async () => {
  app = await startTestApp([putNote, listNotes]);
});

beforeEach(() => app.issuer.setAvailable(true));

afterAll(async () => app.close());

const putAs = (token: string | undefined) =>
  httpClient(app.url, token).request('PUT', path, { body: { text: 'a' } });

test('one of the roles is enough', async () => {
  expect(await putAs(await app.issuer.token({ sub: 'ann', roles: ['reader', 'admin'] }))).toMatchObject({
    status: 200,
  });
});

test('another role is 403', async () => {
  const response = await putAs(await app.issuer.token({ sub: 'ann', roles: ['reader'] }));
  expect(response).toMatchObject({ status: 403, body: { code: 'ROLE_MISSING' } });
});

describe('is 401 with WWW-Authenticate', () => {
  const expectRefused = async (token: string | undefined, header: string) => {
    const response = await putAs(token);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(header);
  };
  const invalid = 'Bearer error="invalid_token"';

  test('no token', () => expectRefused(undefined, 'Bearer'));
  test('no JWT', () => expectRefused('abc', invalid));
  test('an expired one', async () =>
    expectRefused(await app.issuer.token({ sub: 'a', roles: ['admin'], expiresInSeconds: -60 }), invalid));
  test('another audience', async () =>
    expectRefused(await app.issuer.token({ sub: 'a', roles: ['admin'], audience: 'other' }), invalid));
  test('another issuer', async () =>
    expectRefused(await app.issuer.token({ sub: 'a', roles: ['admin'], issuer: 'http://evil' }), invalid));
  test('an empty subject', async () =>
    expectRefused(await app.issuer.token({ sub: '', roles: ['admin'] }), invalid));

  test('a changed payload', async () => {
    const [header, , signature] = (await app.issuer.token({ sub: 'a', roles: ['reader'] })).split('.');
    const claims = { sub: 'a', roles: ['admin'], iss: app.issuer.issuer, aud: 'orpheus', exp: 4_000_000_000 };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await expectRefused(`${header}.${payload}.${signature}`, invalid);
  });

  test('an algorithm of its own choice', async () => {
    const jwks = await (await fetch(app.issuer.jwksUrl)).text();
    const forged = await new SignJWT({ roles: ['admin'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('a')
      .setIssuer(app.issuer.issuer)
      .setAudience('orpheus')
      .setExpirationTime('1h')
      .sign(Buffer.from(jwks));
    await expectRefused(forged, invalid);
    const claims = { sub: 'a', roles: ['admin'], iss: app.issuer.issuer, aud: 'orpheus', exp: 4_000_000_000 };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    await expectRefused(`${part({ alg: 'none' })}.${part(claims)}.`, invalid);
  });
});

test('a verified token costs no further fetch, a new key one', async () => {
  const before = await app.issuer.token({ sub: 'ann', roles: ['admin'] });
  await putAs(before);
  const fetches = app.issuer.fetches();
  await putAs(before);
  expect(app.issuer.fetches()).toBe(fetches);
  await app.issuer.rotate();
  expect(await putAs(await app.issuer.token({ sub: 'ann', roles: ['admin'] }))).toMatchObject({
    status: 200,
  });
  expect(app.issuer.fetches()).toBe(fetches + 1);
});

test('while the keys cannot be had: known keys serve, unknown ones are 503', async () => {
  await putAs(await app.issuer.token({ sub: 'ann', roles: ['admin'] }));
  app.issuer.setAvailable(false);
  expect(await putAs(await app.issuer.token({ sub: 'bob', roles: ['admin'] }))).toMatchObject({
    status: 200,
  });
  await app.issuer.rotate();
  const response = await putAs(await app.issuer.token({ sub: 'ann', roles: ['admin'] }));
  expect(response).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  expect(response.headers.get('retry-after')).toBe('1');
  app.issuer.setAvailable(true);
  expect(await putAs(await app.issuer.token({ sub: 'ann', roles: ['admin'] }))).toMatchObject({
    status: 200,
  });
});

test('a public route ignores credentials', async () => {
  expect(await httpClient(app.url, 'abc').get('/v1/notes?tag=a%20b')).toMatchObject({
    status: 200,
    body: { tag: 'a b' },
  });
});
