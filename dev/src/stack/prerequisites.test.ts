import { expect, test } from '@jest/globals';
import { javaMajor, missingForLocal, missingPrerequisites } from '../../prerequisites.mjs';

test('the major version is read out of what java prints', () => {
  expect(javaMajor('openjdk version "17.0.15" 2025-04-15')).toBe(17);
  expect(javaMajor('openjdk version "25" 2025-09-16')).toBe(25);
  expect(javaMajor('java version "1.8.0_402"')).toBe(8);
  expect(javaMajor('command not found')).toBeUndefined();
});

test('each missing piece is named', () => {
  expect(missingForLocal({ docker: false, java: 17, maven: true })).toEqual([]);
  expect(missingForLocal({ docker: false, java: 16, maven: false })).toEqual([
    'Java 17 or later (java is 16)',
    'Maven (no mvn on the PATH)',
  ]);
});

test('one open way is enough', () => {
  expect(missingPrerequisites({ docker: true, java: undefined, maven: false })).toBeUndefined();
  expect(missingPrerequisites({ docker: false, java: 21, maven: true })).toBeUndefined();
  expect(missingPrerequisites({ docker: false, java: 21, maven: false })).toContain('Maven');
});
