import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import { allTopics, topics } from '../src/catalogue/topics.ts';
import { awaitLeaders } from '../src/deploy/await-leaders.ts';
import { createTopics } from '../src/deploy/index.ts';
import { eventually, stackVariable, uniqueName } from './stack.ts';

const { ConfigResourceTypes, Kafka, logLevel } = kafkajs;
const brokers = stackVariable('KAFKA_BROKERS').split(',');
const admin = new Kafka({ clientId: 'topics-test', brokers, logLevel: logLevel.NOTHING }).admin();
const environment = 'dev';
const pair = [topics.orders, topics.products];

async function configOf(topic: string): Promise<ReadonlyMap<string, string>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
  });
  return new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]));
}

async function setConfig(topic: string, config: Readonly<Record<string, string>>): Promise<void> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }],
  });
  await untilConfigured(topic, config);
}

/** A broker follows the controller a moment later. */
async function untilConfigured(topic: string, wanted: Readonly<Record<string, string>>): Promise<void> {
  await eventually(async () => {
    const config = await configOf(topic);
    return Object.entries(wanted).every(([name, value]) => config.get(name) === value);
  });
}

describe('creating topics', () => {
  const prefixes: string[] = [];
  const ownPrefix = () => {
    const prefix = `${uniqueName('topics')}.`;
    prefixes.push(prefix);
    return prefix;
  };
  beforeAll(() => admin.connect());
  afterAll(async () => {
    const names = await admin.listTopics();
    const own = names.filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
    await admin.deleteTopics({ topics: own });
    await admin.disconnect();
  });

  test('the whole catalogue is created with its settings, and a second run changes nothing', async () => {
    const topicPrefix = ownPrefix();
    const first = await createTopics({ brokers, environment, topicPrefix });
    expect(first).toEqual(
      allTopics.map(({ name }) => ({
        topic: `${topicPrefix}${name}`,
        created: true,
        changes: [],
        differences: [],
      })),
    );
    const second = await createTopics({ brokers, environment, topicPrefix });
    expect(second).toEqual(first.map((outcome) => ({ ...outcome, created: false })));

    const orders = await configOf(`${topicPrefix}orders`);
    expect([orders.get('cleanup.policy'), orders.get('retention.ms')]).toEqual(['delete', '604800000']);
    const products = await configOf(`${topicPrefix}products`);
    expect([products.get('cleanup.policy'), products.get('min.insync.replicas')]).toEqual(['compact', '1']);
    const metadata = await admin.fetchTopicMetadata({ topics: [`${topicPrefix}orders.dlq`] });
    expect(metadata.topics[0]?.partitions).toHaveLength(12);
  });

  test('a setting that differs is put right and reported; one of the operator is kept', async () => {
    const topicPrefix = ownPrefix();
    const orders = `${topicPrefix}orders`;
    await createTopics({ brokers, environment, topicPrefix, topics: pair });
    await setConfig(orders, { 'cleanup.policy': 'delete', 'retention.ms': '1000', 'segment.ms': '7777777' });

    const [changed, untouched] = await createTopics({ brokers, environment, topicPrefix, topics: pair });
    expect(changed?.changes).toEqual([
      'retention.ms 1000 -> 604800000',
      'max.message.bytes unset -> 1048576',
      'min.insync.replicas unset -> 1',
    ]);
    expect(untouched?.changes).toEqual([]);
    await untilConfigured(orders, { 'retention.ms': '604800000', 'segment.ms': '7777777' });
  });

  test('partitions and replicas that differ are reported and left alone', async () => {
    const topicPrefix = ownPrefix();
    const topic = `${topicPrefix}orders`;
    await admin.createTopics({
      topics: [{ topic, numPartitions: 3, replicationFactor: 1 }],
      waitForLeaders: false,
    });
    await awaitLeaders(admin, [topic], 10_000);
    const [outcome] = await createTopics({ brokers, environment, topicPrefix, topics: [topics.orders] });
    expect(outcome?.created).toBe(false);
    expect(outcome?.differences).toEqual([expect.stringMatching(/^3 partitions instead of 12/)]);
    const metadata = await admin.fetchTopicMetadata({ topics: [topic] });
    expect(metadata.topics[0]?.partitions).toHaveLength(3);
  });

  test('production asks for replicas that a single broker cannot give', async () => {
    const creation = createTopics({ brokers, environment: 'prod', topicPrefix: ownPrefix(), topics: pair });
    await expect(creation).rejects.toThrow(/orders: .*replication-factor/i);
  });

  test('brokers that are away are named', async () => {
    const creation = createTopics({ brokers: ['127.0.0.1:1'], environment, topics: pair });
    await expect(creation).rejects.toThrow('topics on 127.0.0.1:1: ');
  });
});
