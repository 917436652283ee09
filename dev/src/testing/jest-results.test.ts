import { expect, test } from '@jest/globals';
import { parseJestResults, tally } from './jest-results.ts';

const results = { numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };

test('runs are added up, and a file that could not be run counts as a failure', () => {
  expect(tally([results, { ...results, numPassedTests: 4 }])).toEqual({ passed: 7, failed: 6 });
});

test('only the numbers are taken out of what jest writes', () => {
  expect(parseJestResults(JSON.stringify({ ...results, success: false }))).toEqual(results);
  expect(() => parseJestResults('{"numPassedTests":1}')).toThrow('numFailedTests');
});
