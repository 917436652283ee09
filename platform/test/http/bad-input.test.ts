import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '../../src/testing/index.ts';
import { waitFor } from '../../src/testing/index.ts';
import { listNotes, putNote, received, startTestApp } from './support/test-app.ts';

let app: Awaited<ReturnType<typeof startTestApp>>;
let writer: HttpClient;
const path = '/v1/notes/0199c000-0000-7000-8000-000000000000';
const put = (body: unknown, headers = {}, to = path) => writer.request('PUT', to, { body, headers });

beforeAll(async () => {
  app = await startTestApp([putNote, listNotes]);
  writer = await app.client('writer');
});

afterAll(async () => app.close());

beforeEach(() => {
  received.length = 0;
});

const problem = (status: number, code: string, pointers?: readonly string[]) => ({
  status,
  body: expect.objectContaining({
    status,
    code,
    type: expect.stringMatching(/^urn:problem:[a-z-]+$/),
    title: expect.any(String),
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    ...(pointers && { errors: pointers.map((pointer) => ({ pointer, detail: expect.any(String) })) }),
  }),
});

test('a good request passes, with defaults filled in', async () => {
  const response = await put({ text: 'hello' });
  expect(response).toMatchObject({ status: 200, body: { text: 'hello', tags: [] } });
  expect(response.headers.get('etag')).toBe('"1"');
  expect(received).toEqual([{ body: { text: 'hello', tags: [] }, caller: 'ann', bytes: 16 }]);
});

describe('is answered by a problem that names the field, and reaches no handler', () => {
  test('faults in every part at once', async () => {
    const response = await put(
      { text: '', meta: { rank: 1.5, 'a/b~c': 1 }, extra: 1 },
      { 'x-colour': 'R2' },
      '/v1/notes/none?mode=other&foo=1',
    );
    expect(response).toMatchObject(
      problem(400, 'REQUEST_INVALID', [
        '/path/noteId',
        '/query/mode',
        '/query/foo',
        '/headers/x-colour',
        '/text',
        '/meta/rank',
        '/meta/a~1b~0c',
        '/extra',
      ]),
    );
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(received).toEqual([]);
  });

  test.each([
    ['a missing body', undefined, ['']],
    ['null', 'null', ['']],
    ['an array', '[]', ['']],
    ['no JSON', '{"text":', ['']],
    ['a wrong type', '{"text":5}', ['/text']],
    ['__proto__', '{"text":"a","__proto__":{"x":1}}', ['/__proto__']],
    ['__proto__ in disguise', '{"text":"a","meta":{"rank":1,"\\u005f_proto__":1}}', ['/meta/__proto__']],
    ['U+0000 in a text', '{"text":"a\\u0000b"}', ['/text']],
    ['half a surrogate pair', '{"text":"a","tags":["\\ud800"]}', ['/tags/0']],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), ['']],
  ])('%s', async (_name, body, pointers) => {
    expect(await put(body)).toMatchObject(problem(400, 'REQUEST_INVALID', pointers));
    expect(received).toEqual([]);
  });

  test('a text that only looks like an escape is let through', async () => {
    expect(await put('{"text":"\\\\u0000 __proto__"}')).toMatchObject({ status: 200 });
  });

  test.each([
    ['/v1/notes/%zz', '/path/noteId'],
    ['/v1/notes/%ff', '/path/noteId'],
    ['/v1/notes/a%00', '/path/noteId'],
    [`${path}?mode=%`, '/query/mode'],
    [`${path}?%c3=1`, '/query'],
    [`${path}?mode=draft&mode=final`, '/query/mode'],
    [`${path}?__proto__=1`, '/query/__proto__'],
  ])('%s', async (to, pointer) => {
    expect(await put({ text: 'a' }, {}, to)).toMatchObject(problem(400, 'REQUEST_INVALID', [pointer]));
  });

  test('nesting without an end', async () => {
    const deep = await startTestApp([putNote], { bodyLimitBytes: 2_000_000 });
    const client = await deep.client('writer');
    const body = `{"text":"\\u0041","meta":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await client.request('PUT', path, { body })).toMatchObject(
      problem(400, 'REQUEST_INVALID', ['/meta']),
    );
    await deep.close();
  });
});

describe('has a status of its own', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1'])(
    '%s',
    async (type) => {
      expect(await put('{"text":"a"}', { 'content-type': type })).toMatchObject(
        problem(415, 'MEDIA_TYPE_UNSUPPORTED'),
      );
    },
  );

  test('a compressed body', async () => {
    expect(await put('{"text":"a"}', { 'content-encoding': 'gzip' })).toMatchObject(
      problem(415, 'MEDIA_TYPE_UNSUPPORTED'),
    );
  });

  test.each([1_001, 15_000, 1_000_000])('a body of %i bytes', async (bytes) => {
    const response = await put(JSON.stringify({ text: 'a'.repeat(bytes) }));
    expect(response).toMatchObject(problem(413, 'BODY_TOO_LARGE'));
    expect(response.headers.get('connection')).toBe('close');
  });

  test('another method', async () => {
    const response = await writer.request('DELETE', path);
    expect(response).toMatchObject(problem(405, 'METHOD_NOT_ALLOWED'));
    expect(response.headers.get('allow')).toBe('OPTIONS, PUT');
  });

  test('an unknown path', async () => {
    expect(await writer.get('/v1/notes/')).toMatchObject(problem(404, 'ROUTE_NOT_FOUND'));
    expect(await writer.get('/v1/unknown')).toMatchObject(problem(404, 'ROUTE_NOT_FOUND'));
  });

  test('something that is not HTTP', async () => {
    const socket = connect(app.server.port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    socket.write('HELLO\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1.1 400 /);
    socket.destroy();
  });
});

test('a client that goes away in the middle of its body reaches no handler', async () => {
  const token = await app.issuer.token({ sub: 'ann', roles: ['writer'] });
  const socket = connect(app.server.port, '127.0.0.1');
  const head = [`PUT ${path} HTTP/1.1`, 'host: x', 'content-type: application/json', 'content-length: 100'];
  socket.write(`${[...head, `authorization: Bearer ${token}`].join('\r\n')}\r\n\r\n{"text":`);
  socket.end();
  await waitFor(() => app.lines.some((line) => line.includes('"status":499')));
  expect(received).toEqual([]);
});

test('OPTIONS and HEAD are answered', async () => {
  const options = await writer.request('OPTIONS', '/v1/notes');
  expect(options.status).toBe(204);
  expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  const head = await writer.request('HEAD', '/v1/notes');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers.get('content-length')).toBe('12');
});
