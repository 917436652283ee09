import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Report, StackUnavailableError } from '../stack.ts';

const run = promisify(execFile);
const POM = resolve(import.meta.dirname, '../../../stack/pom.xml');

export interface Artifacts {
  /** Class path of the Kafka broker and its tools. */
  readonly kafkaClassPath: string;
  readonly registryJar: string;
  readonly redisServer: string;
}

/** The servers' files: taken from `cache`, or brought there once by Maven as pom.xml says. */
export async function fetchArtifacts(cache: string, report: Report): Promise<Artifacts> {
  const pom = await readFile(POM);
  const folder = join(cache, `servers-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
  if (!(await exists(folder))) {
    report('fetching Kafka, the schema registry and Redis by Maven, once (about 200 MB)');
    const unfinished = `${folder}.${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    await runMaven(unfinished);
    await rename(unfinished, folder).catch(async (error: unknown) => {
      await rm(unfinished, { recursive: true, force: true });
      if (!(await exists(folder))) throw error;
    });
  }
  const registry = join(folder, 'registry');
  const runner = (await readdir(registry)).find((file) => file.endsWith('-runner.jar'));
  if (runner === undefined) throw new Error(`no runner jar in ${registry}; remove ${folder} and start again`);
  return {
    kafkaClassPath: join(folder, 'kafka', '*'),
    registryJar: join(registry, runner),
    redisServer: (await onPath('redis-server')) ?? (await bundledRedis(join(folder, 'redis'))),
  };
}

async function runMaven(to: string): Promise<void> {
  const args = ['-q', '-B', '-f', POM, `-Dto=${to}`, 'generate-resources'];
  try {
    await run('mvn', args, { maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    await rm(to, { recursive: true, force: true });
    const printed: unknown = error instanceof Error ? Reflect.get(error, 'stdout') : undefined;
    const reason = String(printed ?? error)
      .split('\n')
      .slice(0, 5)
      .join('\n');
    throw new StackUnavailableError(`Maven could not bring the servers:\n${reason}`, { cause: error });
  }
}

async function bundledRedis(folder: string): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const name = (await readdir(folder)).find((file) => file.endsWith(`-${process.platform}-${arch}`));
  if (name === undefined) {
    throw new Error(`no Redis for ${process.platform}-${process.arch} in the cache; install redis-server`);
  }
  const path = join(folder, name);
  await chmod(path, 0o755);
  return path;
}

async function onPath(program: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (folder !== '' && (await exists(path))) return path;
  }
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
