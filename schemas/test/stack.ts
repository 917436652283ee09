import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** Address of a part of the stack that the tests run against. */
export function stackVariable(name: 'KAFKA_BROKERS' | 'SCHEMA_REGISTRY_URL'): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests with npm run test:service`);
  return value;
}

/** A name that no other test uses, so that tests share one stack. */
export function uniqueName(base: string): string {
  return `${base}-${randomBytes(6).toString('hex')}`;
}

/** Waits until the condition holds; rejects after 10 s. */
export async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true within 10 s');
    await setTimeout(50);
  }
}
