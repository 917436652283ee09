import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from '../layout.ts';
import { StackUnavailableError } from '../stack.ts';
import { waitUntil } from '../wait-until.ts';

/** Who uses a data folder: the starter, and the guards of its servers. */
interface Claim {
  readonly owner: number;
  readonly guards: readonly number[];
}

const FILE = 'claim.json';

/** Claimed by `npm start`, whichever way its servers run. */
export function systemFolder(layout: Layout): string {
  return join(layout.data, 'system');
}

/**
 * Makes `folder` ours. Servers of an owner that died are on their way out; they are waited for.
 * @throws Error when a living process holds the folder.
 */
export async function claimFolder(folder: string): Promise<void> {
  const claim = await readClaim(folder);
  if (claim !== undefined && claim.owner !== process.pid && isAlive(claim.owner)) {
    throw new StackUnavailableError(`${folder} is in use by process ${claim.owner}: stop that first`);
  }
  if (claim !== undefined) {
    const ended = async (): Promise<boolean> => !claim.guards.some(isAlive);
    await waitUntil('the servers of the last run to end', ended, { timeoutMs: 40_000 });
  }
  await mkdir(folder, { recursive: true });
  await writeClaim(folder, []);
}

/** Notes the guards that hold the folder from now on. */
export async function writeClaim(folder: string, guards: readonly number[]): Promise<void> {
  const claim: Claim = { owner: process.pid, guards };
  await writeFile(join(folder, FILE), JSON.stringify(claim));
}

export async function releaseFolder(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true });
}

/** Removes the folders named `<prefix>...` under `parent` whose owners and servers are gone. */
export async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(prefix))) {
    const claim = await readClaim(join(parent, name));
    const inUse = claim !== undefined && [claim.owner, ...claim.guards].some(isAlive);
    if (!inUse) await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function readClaim(folder: string): Promise<Claim | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  if (!('owner' in parsed) || !('guards' in parsed)) return undefined;
  if (typeof parsed.owner !== 'number' || !Array.isArray(parsed.guards)) return undefined;
  return { owner: parsed.owner, guards: parsed.guards.filter((pid) => typeof pid === 'number') };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
