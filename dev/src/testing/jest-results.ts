/** What `jest --json` says, as far as the last line of a run needs it. */
export interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not be run at all; their tests are in none of the other numbers. */
  readonly numRuntimeErrorTestSuites: number;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Adds up several runs; a file that could not be run counts as one failure. */
export function tally(runs: readonly JestResults[]): Tally {
  return {
    passed: runs.reduce((sum, run) => sum + run.numPassedTests, 0),
    failed: runs.reduce((sum, run) => sum + run.numFailedTests + run.numRuntimeErrorTestSuites, 0),
  };
}

/** @throws Error if the text is not what jest writes */
export function parseJestResults(text: string): JestResults {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) throw new Error('jest wrote no results');
  const numberAt = (name: keyof JestResults): number => {
    const value: unknown = Reflect.get(parsed, name);
    if (typeof value !== 'number') throw new Error(`jest's results have no ${name}`);
    return value;
  };
  return {
    numPassedTests: numberAt('numPassedTests'),
    numFailedTests: numberAt('numFailedTests'),
    numRuntimeErrorTestSuites: numberAt('numRuntimeErrorTestSuites'),
  };
}
