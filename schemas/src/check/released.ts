import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContractFile, parseSchemaText } from '../avro/contract-files.ts';
import { canonicalJson } from '../avro/json.ts';
import { SchemaFault } from '../avro/parse.ts';
import type { ReleasedVersion } from './full-transitive.ts';

/** Every released version of every record, oldest first: `<folder>/<record>/<n>.avsc`. */
export type Released = ReadonlyMap<string, readonly ReleasedVersion[]>;

/** Reads what is released. Throws {@link SchemaFault} if a version is missing, misplaced or unreadable. */
export function readReleased(folder: string): Released {
  const records = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Map(records.map(({ name }) => [name, readVersions(folder, name)]));
}

function readVersions(folder: string, record: string): readonly ReleasedVersion[] {
  const numbers = readdirSync(join(folder, record))
    .map((name) => Number(/^([1-9][0-9]*)\.avsc$/.exec(name)?.[1]))
    .sort((a, b) => a - b);
  const gap = numbers.findIndex((number, index) => number !== index + 1);
  if (gap !== -1 || numbers.length === 0) {
    throw new SchemaFault(
      `released/${record}: version ${Math.max(gap, 0) + 1} is missing; released versions stay`,
    );
  }
  return numbers.map((number) => {
    const path = `${record}/${number}.avsc`;
    const { schema, model } = parseSchemaText(`released/${path}`, readFileSync(join(folder, path), 'utf8'));
    if (model.name !== record) throw new SchemaFault(`released/${path} holds ${model.name}`);
    return { number, schema, model };
  });
}

/** Whether the contract is what was released last; docs count, since the registry keeps them too. */
export function isReleased(
  contract: Pick<ContractFile, 'schema'>,
  versions: readonly ReleasedVersion[],
): boolean {
  const last = versions.at(-1);
  return last !== undefined && canonicalJson(last.schema) === canonicalJson(contract.schema);
}

/** Copies each contract that is not released as it stands into its next version; returns the paths written. */
export function release(
  folder: string,
  packageRoot: string,
  contracts: readonly ContractFile[],
): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const released = readReleased(folder);
  return contracts
    .filter((contract) => !isReleased(contract, released.get(contract.model.name) ?? []))
    .map((contract) => {
      const versions = released.get(contract.model.name) ?? [];
      const path = `${contract.model.name}/${versions.length + 1}.avsc`;
      mkdirSync(join(folder, contract.model.name), { recursive: true });
      // `wx`: a version that was released once is never written again.
      const text = readFileSync(join(packageRoot, contract.path), 'utf8');
      writeFileSync(join(folder, path), text, { flag: 'wx' });
      return path;
    });
}
