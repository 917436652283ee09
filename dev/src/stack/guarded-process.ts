import { spawn } from 'node:child_process';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const GUARD = resolve(import.meta.dirname, '../../stack/guard.sh');

export interface GuardedCommand {
  /** For messages only. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Where both outputs go, appended; to our own outputs when left out. */
  readonly logFile?: string;
  readonly stopSignal?: 'TERM' | 'INT';
  /** Seconds between the stop signal and SIGKILL. */
  readonly graceSeconds?: number;
}

/** A process that ends when we end, however that happens (guard.sh holds the other end of a pipe to us). */
export interface GuardedProcess {
  readonly name: string;
  /** Of the guard. */
  readonly pid: number;
  /** Aborted when the process is gone, with the last lines of its log as the reason. */
  readonly gone: AbortSignal;
  /** Resolves with the exit code. */
  readonly exited: Promise<number>;
  /** The stop signal, then SIGKILL after the grace; resolves when it is gone. Safe to repeat. */
  stop(): Promise<void>;
  /** SIGKILL at once, to the guard as well. */
  kill(): Promise<void>;
}

export async function startGuarded(command: GuardedCommand): Promise<GuardedProcess> {
  const log = await openLog(command.logFile);
  const guard = spawn(
    GUARD,
    [command.stopSignal ?? 'TERM', String(command.graceSeconds ?? 10), command.command, ...command.args],
    {
      detached: true,
      stdio: ['pipe', log?.fd ?? 'inherit', log?.fd ?? 'inherit'],
      env: command.env ?? process.env,
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    },
  );
  await log?.close();
  guard.stdin?.on('error', () => undefined);

  const gone = new AbortController();
  const exited = new Promise<number>((resolveExit) => {
    guard.once('error', (error) => {
      gone.abort(new Error(`${command.name} could not be started: ${error.message}`));
      resolveExit(127);
    });
    guard.once('exit', (code) => {
      guard.stdin?.destroy();
      void lastLines(command.logFile).then((lines) => {
        gone.abort(new Error(`${command.name} ended with code ${code}${lines}`));
        resolveExit(code ?? 1);
      });
    });
  });
  return {
    name: command.name,
    pid: guard.pid ?? 0,
    gone: gone.signal,
    exited,
    stop: async () => {
      guard.stdin?.destroy();
      await exited;
    },
    kill: async () => {
      // Of the whole group: the guard is its leader.
      if (!gone.signal.aborted && guard.pid !== undefined) process.kill(-guard.pid, 'SIGKILL');
      await exited;
    },
  };
}

async function openLog(file: string | undefined): Promise<FileHandle | undefined> {
  if (file === undefined) return undefined;
  await mkdir(dirname(file), { recursive: true });
  return open(file, 'a');
}

async function lastLines(file: string | undefined): Promise<string> {
  if (file === undefined) return '';
  const text = await readFile(file, 'utf8').catch(() => '');
  return `; the end of ${file}:\n${text.trimEnd().split('\n').slice(-15).join('\n')}`;
}
