import { expect, test } from '@jest/globals';
import { planRuns } from './plan.ts';

test('a whole run measures coverage over units and services, and then runs the system', () => {
  const { runs, stack } = planRuns([]);
  expect(stack).toBe(true);
  expect(runs.map((run) => run.levels)).toEqual([['unit', 'service'], ['e2e']]);
  expect(runs[0]?.args).toContain('--coverage');
  expect(runs[1]?.args).not.toContain('--coverage');
});

test('units need no servers', () => {
  expect(planRuns(['unit'])).toMatchObject({ stack: false, runs: [{ levels: ['unit'] }] });
});

test('further arguments go to jest, and a part of the tests is held to no threshold', () => {
  const { runs } = planRuns(['service', 'services/orders', '-t', 'places']);
  expect(runs).toHaveLength(1);
  expect(runs[0]?.args.slice(-3)).toEqual(['services/orders', '-t', 'places']);
  expect(planRuns(['services/orders']).runs.flatMap((run) => run.args)).not.toContain('--coverage');
});

test('the threshold is 80 % of all lines and all of the domain', () => {
  const threshold = planRuns(['coverage']).runs[0]?.args.find((arg) =>
    arg.startsWith('--coverageThreshold='),
  );
  expect(JSON.parse(threshold?.split('=')[1] ?? '')).toEqual({
    global: { lines: 80 },
    './services/*/src/domain/**/*.ts': { lines: 100 },
  });
});
