// Plain JavaScript without dependencies: bootstrap.mjs runs it before anything is installed.
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const JAVA_NEEDED = 17;

export async function inspectMachine() {
  const [docker, java, maven] = await Promise.all([hasDocker(), javaVersion(), onPath('mvn')]);
  return { docker, java, maven };
}

export function missingForLocal(machine) {
  const missing = [];
  if (machine.java === undefined) missing.push(`Java ${JAVA_NEEDED} or later (no java on the PATH)`);
  else if (machine.java < JAVA_NEEDED) missing.push(`Java ${JAVA_NEEDED} or later (java is ${machine.java})`);
  if (!machine.maven) missing.push('Maven (no mvn on the PATH)');
  return missing;
}

export function missingPrerequisites(machine) {
  const local = missingForLocal(machine);
  if (machine.docker || local.length === 0) return undefined;
  return [
    'Kafka, PostgreSQL, Redis and a schema registry are needed, and nothing here can run them. Either:',
    '  - Docker: no engine answers. Start it, or get it from https://docs.docker.com/get-docker/',
    `  - or local processes, for which is missing: ${local.join(', ')}.`,
    '      Debian, Ubuntu: sudo apt-get install openjdk-17-jre-headless maven',
    '      Fedora:         sudo dnf install java-21-openjdk-headless maven',
    '      macOS:          brew install openjdk maven',
    '  - or your own servers: set DATABASE_URL, KAFKA_BROKERS, SCHEMA_REGISTRY_URL and REDIS_URL.',
  ].join('\n');
}

export function javaMajor(printed) {
  const version = /version "(\d+)(?:\.(\d+))?/.exec(printed);
  if (!version) return undefined;
  return Number(version[1] === '1' ? version[2] : version[1]);
}

async function hasDocker() {
  const [engine, compose] = await Promise.all([
    output('docker', ['version', '--format', '{{.Server.Version}}']),
    output('docker', ['compose', 'version']),
  ]);
  return engine !== undefined && compose !== undefined;
}

async function javaVersion() {
  const printed = await output('java', ['-version']);
  return printed === undefined ? undefined : javaMajor(printed);
}

/** Both outputs of a program, undefined when it is absent, fails or takes longer than 10 s. */
function output(program, args) {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 10_000 }, (error, stdout, stderr) => {
      resolve(error ? undefined : stdout + stderr);
    });
  });
}

async function onPath(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue;
    const found = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}
