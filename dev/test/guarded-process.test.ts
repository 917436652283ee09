import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGuarded } from '../src/stack/guarded-process.ts';
import { waitUntil } from '../src/stack/wait-until.ts';

let folder: string;
let logFile: string;
let starter: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orpheus-guard-'));
  logFile = join(folder, 'endless.log');
});

afterEach(async () => {
  starter?.kill('SIGKILL');
  starter = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** Says its process id and then waits; the second one is deaf to SIGTERM. */
const polite = 'echo $$; exec sleep 600';
const deaf = `trap '' TERM; echo $$; while :; do sleep 1; done`;

async function startedBy(script: string): Promise<number> {
  const fixture = join(import.meta.dirname, 'fixtures/starter.ts');
  const child = spawn(process.execPath, [fixture, logFile, script], { stdio: ['ignore', 'pipe', 'inherit'] });
  starter = child;
  if (child.stdout !== null) await once(child.stdout, 'data');
  return pidInLog();
}

async function pidInLog(): Promise<number> {
  await waitUntil('the process id', async () => (await readFile(logFile, 'utf8')).includes('\n'), {
    timeoutMs: 5_000,
  });
  return Number((await readFile(logFile, 'utf8')).split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectEnd(pid: number): Promise<void> {
  await waitUntil(`the end of ${pid}`, async () => !isAlive(pid), { timeoutMs: 10_000 });
}

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'what was started ends when its starter dies of %s',
  async (signal) => {
    const pid = await startedBy(polite);
    expect(isAlive(pid)).toBe(true);
    starter?.kill(signal);
    await expectEnd(pid);
  },
);

test('a program that does not listen is killed after its grace', async () => {
  const pid = await startedBy(deaf);
  starter?.kill('SIGKILL');
  await expectEnd(pid);
});

test('what somebody else started is left alone', async () => {
  const bystander = spawn('sleep', ['600'], { stdio: 'ignore' });
  const pid = await startedBy(polite);
  starter?.kill('SIGKILL');
  await expectEnd(pid);
  expect(isAlive(bystander.pid ?? 0)).toBe(true);
  bystander.kill();
});

test('stop asks politely first, and the exit code comes through', async () => {
  const guarded = await startGuarded({
    name: 'polite',
    command: 'sh',
    args: ['-c', `trap 'exit 7' TERM; echo $$; while :; do sleep 600 & wait $!; done`],
    logFile,
  });
  await pidInLog();
  await guarded.stop();
  expect(await guarded.exited).toBe(7);
});

test('a program that ends by itself is reported with the end of its log', async () => {
  const guarded = await startGuarded({
    name: 'brief',
    command: 'sh',
    args: ['-c', 'echo why; exit 3'],
    logFile,
  });
  expect(await guarded.exited).toBe(3);
  expect(String(guarded.gone.reason)).toMatch(/brief ended with code 3.*why/s);
});

test('kill ends it without a goodbye', async () => {
  const guarded = await startGuarded({
    name: 'deaf',
    command: 'sh',
    args: ['-c', deaf],
    logFile,
    graceSeconds: 60,
  });
  const pid = await pidInLog();
  await guarded.kill();
  await expectEnd(pid);
});
