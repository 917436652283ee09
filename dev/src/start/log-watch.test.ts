import { expect, test } from '@jest/globals';
import { isWorthShowing } from './log-watch.ts';

test.each([
  ['{"level":30,"msg":"started"}', false],
  ['{"level":"info","msg":"started"}', false],
  ['{"level":40,"msg":"slow"}', true],
  ['{"level":"error","msg":"gone"}', true],
  ['{"level":50,"msg":"half a li', false],
  ['Error: no such module', true],
  ['', false],
])('%s', (line, shown) => {
  expect(isWorthShowing(line)).toBe(shown);
});
