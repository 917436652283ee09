import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startGuarded } from '../guarded-process.ts';
import { registryIsReady } from '../probe.ts';
import { waitUntil } from '../wait-until.ts';
import type { LocalServer, LocalServerOptions } from './local-server.ts';

/** The Apicurio registry; its ids live in a small file database, so that topics stay readable after a restart. */
export async function startRegistry(
  options: LocalServerOptions & { readonly jar: string },
): Promise<LocalServer> {
  await mkdir(options.data, { recursive: true });
  const registry = await startGuarded({
    name: 'the schema registry',
    command: 'java',
    args: [
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      `-Dquarkus.http.port=${options.port}`,
      '-Dquarkus.http.host=127.0.0.1',
      '-Dquarkus.log.level=WARN',
      '-jar',
      options.jar,
    ],
    env: { ...process.env, REGISTRY_DATASOURCE_URL: `jdbc:h2:file:${join(options.data, 'db')}` },
    cwd: dirname(options.jar),
    logFile: options.logFile,
  });
  const url = `http://127.0.0.1:${options.port}/apis/ccompat/v7`;
  await waitUntil('the schema registry', () => registryIsReady(url), {
    timeoutMs: 180_000,
    signal: registry.gone,
  });
  return { url, process: registry };
}
