import { join } from 'node:path';
import { type GuardedProcess, startGuarded } from '../stack/guarded-process.ts';
import type { Layout } from '../stack/index.ts';
import { waitUntil } from '../stack/wait-until.ts';

export interface NodeProgram {
  readonly name: string;
  /** Of the workspace package, from the checkout. */
  readonly folder: string;
  /** From `folder`. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** For Node itself. */
  readonly nodeFlags: readonly string[];
  /** `http://host:port/path` that answers 200 once the program is ready. */
  readonly readyUrl: string;
  readonly logFile: string;
}

/** A program of this repository that can be stopped, killed and started again on the same address. */
export interface RunningProgram {
  readonly name: string;
  /** Resolves when it is ready. Does nothing while it runs. */
  start(): Promise<void>;
  /** SIGTERM, and SIGKILL after 15 s. */
  stop(): Promise<void>;
  /** SIGKILL, without a goodbye. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export interface ProgramListeners {
  /** The process ended although nobody here told it to. */
  readonly onCrash?: (reason: Error) => void;
}

/** From sources: Node strips the types, and the condition makes the packages import each other's sources. */
export function nodeProgram(
  layout: Layout,
  program: NodeProgram,
  listeners: ProgramListeners = {},
): RunningProgram {
  let current: GuardedProcess | undefined;

  async function start(): Promise<void> {
    if (current !== undefined && !current.gone.aborted) return;
    const started = await startGuarded({
      name: program.name,
      command: process.execPath,
      args: [
        '--conditions=@orpheus/source',
        ...program.nodeFlags,
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=TimeoutNegativeWarning',
        program.entry,
      ],
      // Stripped and compiled once: halves the start.
      env: { NODE_COMPILE_CACHE: join(layout.cache, 'compiled'), ...program.environment },
      cwd: join(layout.checkout, program.folder),
      logFile: program.logFile,
      graceSeconds: 15,
    });
    current = started;
    started.gone.addEventListener('abort', () => {
      if (current === started) listeners.onCrash?.(reasonOf(started));
    });
    await waitUntil(program.name, () => isReady(program.readyUrl), {
      timeoutMs: 60_000,
      intervalMs: 100,
      signal: started.gone,
    });
  }

  async function end(how: (process: GuardedProcess) => Promise<void>): Promise<void> {
    const ending = current;
    current = undefined;
    if (ending !== undefined) await how(ending);
  }

  const stop = (): Promise<void> => end((process) => process.stop());
  return {
    name: program.name,
    start,
    stop,
    kill: () => end((process) => process.kill()),
    restart: async () => {
      await stop();
      await start();
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}

function reasonOf(process: GuardedProcess): Error {
  const { reason } = process.gone;
  return reason instanceof Error ? reason : new Error(`${process.name} ended`);
}
