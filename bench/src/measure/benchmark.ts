import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Layout, layoutOf, type StackAddresses, startStack } from '@orpheus/dev/stack';
import { describeMachine, inspectMachine } from './machine.ts';
import { type Options, readOptions } from './options.ts';

/** What a benchmark is given. */
export interface BenchmarkContext<Name extends string> {
  readonly stack: StackAddresses;
  readonly options: Readonly<Record<Name, number>>;
  /** For a person, on the standard output. */
  readonly say: (line: string) => void;
  /** A folder for CPU profiles of what is measured in other processes, if one was asked for. */
  readonly profileFolder: string | undefined;
}

/**
 * Runs a benchmark against the servers that the environment names, or else against servers with durable settings that it
 * starts. `--json FILE` leaves machine, options and results there; `--profile FOLDER` is the benchmark's to honour; every
 * other option is a number.
 */
export async function runBenchmark<Name extends string>(
  name: string,
  defaults: Options<Name>,
  measure: (context: BenchmarkContext<Name>) => Promise<object>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      profile: { type: 'string' },
      ...Object.fromEntries(Object.keys(defaults).map((option) => [option, { type: 'string' as const }])),
    },
  });
  const options = readOptions(defaults, values);
  const say = (line: string): void => console.log(line);
  const stack = await startStack({
    layout: benchLayout(),
    // Data of a test is thrown away, and its servers do not wait for the disk.
    purpose: 'development',
    environment: process.env,
    report: (line) => console.error(line),
  });
  try {
    const machine = await inspectMachine(stack.addresses.DATABASE_URL);
    say(`${name}: ${describeMachine(machine)}\n`);
    const profileFolder = typeof values['profile'] === 'string' ? values['profile'] : undefined;
    const results = await measure({ stack: stack.addresses, options, say, profileFolder });
    if (typeof values['json'] === 'string') {
      const outcome = { benchmark: name, at: new Date().toISOString(), machine, options, results };
      await writeFile(values['json'], `${JSON.stringify(outcome, undefined, 2)}\n`);
    }
  } finally {
    await stack.stop();
  }
}

/** Beside the data of `npm start`, which may run at the same time, and cleared with it by `npm run reset`. */
function benchLayout(): Layout {
  const layout = layoutOf(process.env);
  const data = join(layout.data, 'bench');
  return { ...layout, home: data, data, logs: join(layout.logs, 'bench') };
}
