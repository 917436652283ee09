import { join } from 'node:path';
import { SchemaFault } from '../avro/parse.ts';
import { DeployError } from '../deploy/deploy-error.ts';

/** The folder that holds the contracts; the commands run from the sources, never from a build. */
export const packageRoot = join(import.meta.dirname, '../..');

/** Runs a command, prints its lines, and turns the failures that a person can mend into one clear line. */
export async function runCommand(command: () => Promise<readonly string[]>): Promise<void> {
  try {
    for (const line of await command()) process.stdout.write(`${line}\n`);
  } catch (error) {
    if (!(error instanceof SchemaFault || error instanceof DeployError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** A required environment variable. */
export function requiredVariable(name: string, example: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new DeployError(`${name} is not set, for instance ${example}`);
  return value;
}
