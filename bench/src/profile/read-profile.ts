import { readFile } from 'node:fs/promises';
import type { CpuProfile } from './self-times.ts';

/** @throws Error when the file holds no CPU profile */
export async function readProfile(file: string): Promise<CpuProfile> {
  const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isProfile(parsed)) throw new Error(`${file} is no CPU profile`);
  return parsed;
}

function isProfile(value: unknown): value is CpuProfile {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['nodes', 'samples', 'timeDeltas'].every((name) => Array.isArray(Reflect.get(value, name)))
  );
}
