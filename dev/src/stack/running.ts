import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressesFrom } from './choose-stack.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { StackAddresses } from './stack.ts';

const fileOf = (layout: Layout) => join(layout.data, 'running.json');

/** Leaves a note of the servers that this checkout's system runs on, for the commands that ask about it. */
export async function noteRunning(layout: Layout, addresses: StackAddresses): Promise<void> {
  await writeFile(fileOf(layout), `${JSON.stringify(addresses, null, 2)}\n`);
}

export async function forgetRunning(layout: Layout): Promise<void> {
  await rm(fileOf(layout), { force: true });
}

/** The servers that the environment names, else those that this checkout's system runs on, if it runs. */
export async function addressesOfRunning(
  environment: NodeJS.ProcessEnv,
): Promise<StackAddresses | undefined> {
  try {
    return addressesFrom(environment);
  } catch {
    const noted = await readFile(fileOf(layoutOf(environment)), 'utf8').catch(() => undefined);
    return noted === undefined ? undefined : addressesFrom(JSON.parse(noted));
  }
}
