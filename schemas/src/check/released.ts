import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ContractFile, parseSchemaText } from '../avro/contract-files.ts';
import { canonicalJson } from '../avro/json.ts';
import { SchemaFault } from '../avro/parse.ts';
import { type Checksums, checksumOf, checksumsText, parseChecksums } from './checksums.ts';
import type { ReleasedVersion } from './full-transitive.ts';

/** Every released version of every record, oldest first: `<folder>/<record>/<n>.avsc`. */
export type Released = ReadonlyMap<string, readonly ReleasedVersion[]>;

const checksumsFile = 'sha256sums';

/** Reads what is released. Throws {@link SchemaFault} if a version is missing, changed, misplaced or unreadable. */
export function readReleased(folder: string): Released {
  const listed = parseChecksums(readFileSync(join(folder, checksumsFile), 'utf8'));
  const present = new Set(versionPaths(folder));
  for (const path of listed.keys()) {
    if (!present.has(path)) throw new SchemaFault(`released/${path} is missing; released versions stay`);
  }
  const released = new Map<string, ReleasedVersion[]>();
  for (const path of present) {
    const { record, version } = readVersion(folder, path, listed);
    released.set(
      record,
      [...(released.get(record) ?? []), version].sort((a, b) => a.number - b.number),
    );
  }
  for (const [record, versions] of released) {
    const gap = versions.findIndex((version, index) => version.number !== index + 1);
    if (gap !== -1) throw new SchemaFault(`released/${record}: there is no version ${gap + 1}`);
  }
  return released;
}

function versionPaths(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`));
}

function readVersion(folder: string, path: string, listed: Checksums) {
  const [, record, number] = /^([A-Za-z.]+)\/([1-9][0-9]*)\.avsc$/.exec(path) ?? [];
  if (record === undefined || number === undefined) {
    throw new SchemaFault(`released/${path} is no released version: <record>/<n>.avsc`);
  }
  const text = readFileSync(join(folder, path), 'utf8');
  if (listed.get(path) !== checksumOf(text)) {
    throw new SchemaFault(
      `released/${path} is not as it was released; only \`npm run schemas:release -w schemas\` writes there`,
    );
  }
  const { schema, model } = parseSchemaText(`released/${path}`, text);
  if (model.name !== record) throw new SchemaFault(`released/${path} holds ${model.name}`);
  return { record, version: { number: Number(number), schema, model } };
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
  const released = readReleased(folder);
  const checksums = new Map(parseChecksums(readFileSync(join(folder, checksumsFile), 'utf8')));
  const written = contracts
    .filter((contract) => !isReleased(contract, released.get(contract.model.name) ?? []))
    .map((contract) => {
      const number = (released.get(contract.model.name)?.length ?? 0) + 1;
      const path = `${contract.model.name}/${number}.avsc`;
      const text = readFileSync(join(packageRoot, contract.path), 'utf8');
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      // `wx`: a version that was released once is never written again.
      writeFileSync(join(folder, path), text, { flag: 'wx' });
      checksums.set(path, checksumOf(text));
      return path;
    });
  writeFileSync(join(folder, checksumsFile), checksumsText(checksums));
  return written;
}
