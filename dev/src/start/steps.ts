/** Shows what is done, with how long it took. */
export interface Steps {
  /** Runs `work`; its result is shown by `describe`. */
  step<Result>(
    name: string,
    work: () => Promise<Result>,
    describe?: (result: Result) => string,
  ): Promise<Result>;
  /** Something in between that is worth a line. */
  note(line: string): void;
  /** Seconds since the beginning, with one decimal. */
  total(): string;
}

export function createSteps(write: (line: string) => void): Steps {
  const begun = performance.now();
  return {
    step: async (name, work, describe) => {
      const from = performance.now();
      const result = await work();
      const what = describe === undefined ? '' : describe(result);
      write(`  ${secondsSince(from).padStart(5)} s  ${name.padEnd(10)} ${what}`.trimEnd());
      return result;
    },
    note: (line) => write(`           ${line}`),
    total: () => secondsSince(begun),
  };
}

function secondsSince(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1);
}
