import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { choosePorts, isFree, pick, rememberedPorts } from './ports.ts';

function network(taken: readonly number[], picks: readonly number[]) {
  const left = [...picks];
  return {
    isFree: async (port: number) => !taken.includes(port),
    pick: async () => left.shift() ?? 0,
  };
}

test('a remembered port is used again while it is free', async () => {
  expect(await choosePorts(['a', 'b'], { a: 1, b: 2 }, network([2], [7]))).toEqual({ a: 1, b: 7 });
});

test('no port is given twice', async () => {
  expect(await choosePorts(['a', 'b'], {}, network([], [7, 7, 8]))).toEqual({ a: 7, b: 8 });
  expect(await choosePorts(['a', 'b'], { a: 1, b: 1 }, network([], [7]))).toEqual({ a: 1, b: 7 });
});

test('a second start finds the addresses of the first one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orpheus-ports-'));
  const file = join(folder, 'below', 'ports.json');
  const first = await rememberedPorts(file, ['a', 'b']);
  expect(await rememberedPorts(file, ['a', 'b', 'c'])).toMatchObject(first);
  await rm(folder, { recursive: true });
});

test('a port that somebody listens on is not free', async () => {
  const port = await pick();
  expect(await isFree(port)).toBe(true);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await isFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
});
