import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { registerSchemas } from '@orpheus/schemas/deploy';
import { startGuarded } from '../stack/guarded-process.ts';
import { layoutOf, StackUnavailableError, startStack } from '../stack/index.ts';
import { untilAskedToStop } from '../stack/until-asked-to-stop.ts';
import { type JestResults, parseJestResults, tally } from './jest-results.ts';
import { type JestRun, planRuns } from './plan.ts';

/** `npm test` and its parts: one throw-away stack, jest against it, one line with the sum at the end. */
const layout = layoutOf(process.env);
const started = performance.now();
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
const report = (line: string): void => console.error(`[${seconds()}] ${line}`);

const interrupted = new AbortController();
void untilAskedToStop().then((signal) => interrupted.abort(new Error(`interrupted by ${signal}`)));

try {
  process.exitCode = await runAll();
} catch (error) {
  const told = error instanceof StackUnavailableError || interrupted.signal.aborted;
  console.error(told && error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
process.exit();

async function runAll(): Promise<number> {
  const plan = planRuns(process.argv.slice(2));
  const stack = plan.stack
    ? await startStack({ layout, purpose: 'test', environment: process.env, report })
    : undefined;
  if (stack !== undefined) report(`the test stack (${stack.kind}) is ready`);
  try {
    const results: JestResults[] = [];
    let jestIsContent = true;
    // As a deployment does, before anything runs.
    if (stack !== undefined) await registerSchemas({ registryUrl: stack.addresses.SCHEMA_REGISTRY_URL });
    for (const run of plan.runs) {
      report(`${run.levels.join(' and ')} tests`);
      const { result, code } = await runJest(run, { ...process.env, ...stack?.addresses });
      results.push(result);
      jestIsContent &&= code === 0;
    }
    const { passed, failed } = tally(results);
    const uncovered = !jestIsContent && failed === 0;
    if (uncovered) console.error('every test passed, but the coverage is below its threshold: see above');
    await stack?.stop();
    report('done');
    console.log(`${passed} passed, ${failed + (uncovered ? 1 : 0)} failed`);
    return jestIsContent ? 0 : 1;
  } catch (error) {
    await stack?.stop();
    throw error;
  }
}

async function runJest(run: JestRun, env: NodeJS.ProcessEnv): Promise<{ result: JestResults; code: number }> {
  await mkdir(layout.home, { recursive: true });
  const outputFile = join(layout.home, `jest-${process.pid}-${run.levels.join('-')}.json`);
  const jest = await startGuarded({
    name: 'jest',
    command: process.execPath,
    args: [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=TimeoutNegativeWarning',
      join(layout.checkout, 'node_modules/jest/bin/jest.js'),
      '--selectProjects',
      ...run.levels,
      '--json',
      `--outputFile=${outputFile}`,
      ...run.args,
    ],
    env: { ...env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
    cwd: layout.checkout,
  });
  const stop = (): void => void jest.stop();
  interrupted.signal.addEventListener('abort', stop, { once: true });
  const code = await jest.exited;
  interrupted.signal.removeEventListener('abort', stop);
  interrupted.signal.throwIfAborted();
  const text = await readFile(outputFile, 'utf8').catch(() => undefined);
  await rm(outputFile, { force: true });
  if (text === undefined) throw new Error(`jest ended with code ${code} and wrote no results`);
  return { result: parseJestResults(text), code };
}
