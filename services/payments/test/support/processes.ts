import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitFor } from '@orpheus/platform/testing';

export interface ServiceProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** All that it has logged. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts one of the service's programs as a process of its own and waits until it answers at `health`. */
export async function startProcess(
  program: string,
  health: string,
  env: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const path = fileURLToPath(new URL(`../../${program}`, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@orpheus/source', path], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = once(child, 'exit');
  const port = () => /"port":(\d+)/.exec(output)?.[1];
  const answers = async () => port() !== undefined && (await fetch(`http://127.0.0.1:${port()}${health}`)).ok;
  await waitFor(async () => child.exitCode !== null || (await answers()), {
    timeoutMs: 30_000,
    intervalMs: 50,
  }).catch(() => child.kill('SIGKILL'));
  if (child.exitCode !== null || child.killed) throw new Error(`${program} did not start: ${output}`);
  return {
    url: `http://127.0.0.1:${port()}`,
    child,
    output: () => output,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}
