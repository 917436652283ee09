import { mkdir } from 'node:fs/promises';
import { startGuarded } from '../guarded-process.ts';
import { redisIsReady } from '../probe.ts';
import { waitUntil } from '../wait-until.ts';
import type { LocalServer, LocalServerOptions } from './local-server.ts';

/** Redis, on 127.0.0.1 only. */
export async function startRedis(
  options: LocalServerOptions & { readonly program: string },
): Promise<LocalServer> {
  await mkdir(options.data, { recursive: true });
  const process = await startGuarded({
    name: 'Redis',
    command: options.program,
    args: [
      `--port ${options.port}`,
      '--bind 127.0.0.1',
      `--dir ${options.data}`,
      `--save ${options.durable ? '60 1' : '""'}`,
      '--appendonly no',
      '--loglevel warning',
    ].flatMap((setting) => setting.split(/ (.*)/, 2)),
    logFile: options.logFile,
  });
  const url = `redis://127.0.0.1:${options.port}`;
  await waitUntil('Redis', () => redisIsReady(url), { timeoutMs: 15_000, signal: process.gone });
  return { url, process };
}
