import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { differences } from './differences.ts';

test('files that are missing, shorter or different are named with the line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'differences-'));
  try {
    const path = (name: string) => join(folder, name);
    writeFileSync(path('same'), 'a\nb\n');
    writeFileSync(path('other'), 'a\nx\n');
    writeFileSync(path('shorter'), 'a');
    const files = ['same', 'other', 'shorter', 'none'].map((name) => ({
      path: path(name),
      content: 'a\nb\n',
    }));
    expect(differences(files)).toEqual([
      `${path('other')}: differs from line 2`,
      `${path('shorter')}: differs from line 2`,
      `${path('none')}: missing`,
    ]);
    expect(() => differences([{ path: folder, content: '' }])).toThrow('EISDIR');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
