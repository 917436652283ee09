// Makes a fresh clone ready: checks what must be on the machine, and installs the dependencies when they are
// missing or older than the lockfile. Plain JavaScript for Node >= 20, without dependencies.
// With --stack it also looks for what can run the servers, before a minute is spent on installing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspectMachine, missingPrerequisites } from './prerequisites.mjs';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const lockfile = join(checkout, 'package-lock.json');
const installed = join(checkout, 'node_modules', '.package-lock.json');
const stamp = join(checkout, 'node_modules', '.lockfile-sha256');

checkNode();
if (process.argv.includes('--stack')) await checkStack();
if (!isInstalled()) install();

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    fail(`Node 20 or later is needed, this is ${process.versions.node}. Get it from https://nodejs.org/`);
  }
}

async function checkStack() {
  const { DATABASE_URL, KAFKA_BROKERS, SCHEMA_REGISTRY_URL, REDIS_URL } = process.env;
  if (DATABASE_URL && KAFKA_BROKERS && SCHEMA_REGISTRY_URL && REDIS_URL) return;
  const missing = missingPrerequisites(await inspectMachine());
  if (missing) fail(missing);
}

function isInstalled() {
  if (!existsSync(installed)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockfileHash();
  if (statSync(installed).mtimeMs < statSync(lockfile).mtimeMs) return false;
  writeFileSync(stamp, lockfileHash());
  return true;
}

function install() {
  console.error('installing the dependencies (npm ci), about a minute');
  const npm = process.env.npm_execpath;
  const [program, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(program, [...args, ...options], { cwd: checkout, stdio: ['ignore', 2, 2] });
  if (result.error) fail(`npm is needed and could not be started: ${result.error.message}`);
  if (result.status !== 0) fail('npm ci failed; its messages are above');
  writeFileSync(stamp, lockfileHash());
}

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
