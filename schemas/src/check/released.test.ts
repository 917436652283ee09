import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseSchemaText } from '../avro/contract-files.ts';
import { isReleased, readReleased, release } from './released.ts';

const name = 'orpheus.orders.OrderLost';
const text = (doc: string) => JSON.stringify({ type: 'record', name, doc, fields: [] });

describe('released versions', () => {
  let root = '';
  let folder = '';
  const contract = (doc: string) => {
    const path = 'orders/OrderLost.avsc';
    writeFileSync(join(root, path), text(doc));
    return { path, context: 'orders', ...parseSchemaText(path, text(doc)) };
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'released-'));
    folder = join(root, 'released');
    mkdirSync(folder);
    mkdirSync(join(root, 'orders'));
    writeFileSync(join(folder, 'sha256sums'), '');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('a contract is copied once, and again when it changes', () => {
    expect(release(folder, root, [contract('one')])).toEqual([`${name}/1.avsc`]);
    expect(release(folder, root, [contract('one')])).toEqual([]);
    expect(isReleased(contract('two'), readReleased(folder).get(name) ?? [])).toBe(false);
    expect(release(folder, root, [contract('two')])).toEqual([`${name}/2.avsc`]);
    const versions = readReleased(folder).get(name) ?? [];
    expect(versions.map(({ number, model }) => [number, model.doc])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    expect(isReleased(contract('two'), versions)).toBe(true);
    expect(readFileSync(join(folder, name, '1.avsc'), 'utf8')).toBe(text('one'));
  });

  test('a version that vanished is named', () => {
    release(folder, root, [contract('one')]);
    release(folder, root, [contract('two')]);
    rmSync(join(folder, name, '2.avsc'));
    expect(() => readReleased(folder)).toThrow(`released/${name}/2.avsc is missing`);
  });

  test('a version that was changed is named', () => {
    release(folder, root, [contract('one')]);
    appendFileSync(join(folder, name, '1.avsc'), ' ');
    expect(() => readReleased(folder)).toThrow(`released/${name}/1.avsc is not as it was released`);
  });

  test('a gap and a stray file are named', () => {
    release(folder, root, [contract('one')]);
    release(folder, root, [contract('two')]);
    rmSync(join(folder, name, '1.avsc'));
    const sums = readFileSync(join(folder, 'sha256sums'), 'utf8').split('\n').slice(1).join('\n');
    writeFileSync(join(folder, 'sha256sums'), sums);
    expect(() => readReleased(folder)).toThrow('there is no version 1');
    writeFileSync(join(folder, name, 'notes.txt'), '');
    expect(() => readReleased(folder)).toThrow('notes.txt is no released version');
  });
});
