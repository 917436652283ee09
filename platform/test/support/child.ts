import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

// The second is kafkajs' own, on every connection, under Node 24.
const flags = ['--conditions=@orpheus/source', '--disable-warning=TimeoutNegativeWarning'];

export interface Child {
  readonly process: ChildProcess;
  /** Everything that it has printed. */
  output(): string;
  /** Sends the signal and waits for the end; resolves with the exit code, null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts one of `test/processes` with the Node that runs the tests. */
export function startChild(name: string, args: readonly string[]): Child {
  const script = fileURLToPath(new URL(`../processes/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [...flags, script, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return {
    process: child,
    output: () => output,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill(signal);
        await exited;
      }
      return child.exitCode;
    },
  };
}
