/** The levels of tests, as jest.config.mjs names its projects. */
export type Level = 'unit' | 'service' | 'e2e';

/** One call of jest. */
export interface JestRun {
  readonly levels: readonly Level[];
  readonly args: readonly string[];
}

export interface Plan {
  readonly runs: readonly JestRun[];
  /** Whether a database, a broker and so on are needed. */
  readonly stack: boolean;
}

const LEVELS: readonly Level[] = ['unit', 'service', 'e2e'];

/** Lines of everything, and every line of what is pure. */
const THRESHOLDS = { global: { lines: 80 }, './services/*/src/domain/**/*.ts': { lines: 100 } };

const COVERAGE = ['--coverage', '--coverageReporters=text-summary', '--coverageReporters=lcov'];

/**
 * What `run.ts <args>` runs. First argument: `unit`, `service`, `e2e`, `coverage` or nothing for all; the others
 * go to jest. A whole run measures coverage on the way, so that no test has to run twice for it.
 */
export function planRuns(args: readonly string[]): Plan {
  const [first, ...rest] = args;
  const level = LEVELS.find((name) => name === first);
  if (level !== undefined) {
    return { runs: [run([level], rest)], stack: level !== 'unit' };
  }
  const measured = run(
    ['unit', 'service'],
    [...COVERAGE, `--coverageThreshold=${JSON.stringify(THRESHOLDS)}`],
  );
  if (first === 'coverage' && rest.length === 0) return { runs: [measured], stack: true };
  if (args.length === 0) return { runs: [measured, run(['e2e'], [])], stack: true };
  return { runs: [run(['unit', 'service'], args), run(['e2e'], args)], stack: true };
}

function run(levels: readonly Level[], args: readonly string[]): JestRun {
  // Each file of e2e starts the whole system: one at a time. The others mostly wait for servers.
  const workers = levels.includes('e2e') ? ['--runInBand'] : ['--maxWorkers=2'];
  return { levels, args: [...workers, '--passWithNoTests', ...args] };
}
