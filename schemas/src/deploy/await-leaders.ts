import { setTimeout } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { DeployError } from './deploy-error.ts';

const { KafkaJSProtocolError } = kafkajs;

// A broker learns of a new topic a moment after the controller has made it. Until then these are no failures, but
// kafkajs' own `waitForLeaders` gives up on the first of them.
const passing: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);
const pauseMs = 50;

/** Resolves once every partition of the topics has a leader; rejects with {@link DeployError} after `timeoutMs`. */
export async function awaitLeaders(
  admin: Pick<Admin, 'fetchTopicMetadata'>,
  topics: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await allHaveLeaders(admin, topics))) {
    if (Date.now() > deadline)
      throw new DeployError(`no leaders after ${timeoutMs} ms: ${topics.join(', ')}`);
    await setTimeout(pauseMs);
  }
}

async function allHaveLeaders(
  admin: Pick<Admin, 'fetchTopicMetadata'>,
  names: readonly string[],
): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
    return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch (error) {
    if (error instanceof KafkaJSProtocolError && passing.has(error.type)) return false;
    throw error;
  }
}
