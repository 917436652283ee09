import kafkajs, { type Admin } from 'kafkajs';
import type { Environment, Topic } from '../catalogue/topic.ts';
import { allTopics } from '../catalogue/topics.ts';
import { awaitLeaders } from './await-leaders.ts';
import { DeployError } from './deploy-error.ts';
import { configChanges, topicConfig } from './topic-config.ts';

// kafkajs is CommonJS, and Node finds only some of its names; all of them hang on the default export.
const { ConfigResourceTypes, ConfigSource, Kafka, KafkaJSAggregateError, logLevel } = kafkajs;
const creationTimeoutMs = 30_000;

export interface CreateTopicsOptions {
  /** `host:port` of one or more brokers. */
  readonly brokers: readonly string[];
  readonly environment: Environment;
  /** Put in front of every name, so that several systems can share a broker. */
  readonly topicPrefix?: string;
  /** What to create; every topic of the catalogue unless told otherwise. */
  readonly topics?: readonly Topic[];
}

export interface TopicOutcome {
  /** Name on the broker, prefix included. */
  readonly topic: string;
  readonly created: boolean;
  /** Settings that were changed on a topic that existed. */
  readonly changes: readonly string[];
  /** What differs and is left alone, because changing it moves keys or data: partitions, replicas. */
  readonly differences: readonly string[];
}

interface PlannedTopic {
  readonly name: string;
  readonly topic: Topic;
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Creates the topics that are missing and sets the configuration of those that exist. Running it again changes
 * nothing. Rejects with {@link DeployError} if the brokers are away or refuse.
 */
export async function createTopics(options: CreateTopicsOptions): Promise<readonly TopicOutcome[]> {
  const { brokers, environment, topicPrefix = '', topics = allTopics } = options;
  const planned = topics.map((topic): PlannedTopic => {
    return { name: `${topicPrefix}${topic.name}`, topic, config: topicConfig(topic, environment) };
  });
  const kafka = new Kafka({
    clientId: 'orpheus-topics',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 3 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    const missing = planned.filter(({ name }) => !existing.has(name));
    const present = planned.filter(({ name }) => existing.has(name));
    const outcomes = [
      ...(await createMissing(admin, missing, environment)),
      ...(await alignExisting(admin, present, environment)),
    ];
    const order = new Map(planned.map(({ name }, index) => [name, index]));
    return outcomes.sort((a, b) => (order.get(a.topic) ?? 0) - (order.get(b.topic) ?? 0));
  } catch (error) {
    const message = error instanceof Error ? describe(error) : String(error);
    throw new DeployError(`topics on ${brokers.join(', ')}: ${message}`, { cause: error });
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(
  admin: Admin,
  missing: readonly PlannedTopic[],
  environment: Environment,
): Promise<readonly TopicOutcome[]> {
  if (missing.length === 0) return [];
  await admin.createTopics({
    waitForLeaders: false,
    timeout: creationTimeoutMs,
    topics: missing.map(({ name, topic, config }) => ({
      topic: name,
      numPartitions: topic.partitions,
      replicationFactor: topic.replication[environment].replicationFactor,
      configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
    })),
  });
  const names = missing.map(({ name }) => name);
  await awaitLeaders(admin, names, creationTimeoutMs);
  return names.map((name) => ({ topic: name, created: true, changes: [], differences: [] }));
}

async function alignExisting(
  admin: Admin,
  present: readonly PlannedTopic[],
  environment: Environment,
): Promise<readonly TopicOutcome[]> {
  if (present.length === 0) return [];
  const { topics: metadata } = await admin.fetchTopicMetadata({ topics: present.map(({ name }) => name) });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: present.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const outcomes: TopicOutcome[] = [];
  const alterations: Parameters<Admin['alterConfigs']>[0]['resources'] = [];
  for (const { name, topic, config } of present) {
    const entries = resources.find((resource) => resource.resourceName === name)?.configEntries ?? [];
    const overrides = new Map(
      entries
        .filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG)
        .map(({ configName, configValue }) => [configName, configValue]),
    );
    const changes = configChanges(config, overrides);
    if (changes.length > 0) {
      // The broker forgets every setting that this request leaves out, so an operator's own go along.
      const all = Object.entries({ ...Object.fromEntries(overrides), ...config });
      const configEntries = all.map(([key, value]) => ({ name: key, value }));
      alterations.push({ type: ConfigResourceTypes.TOPIC, name, configEntries });
    }
    const partitions = metadata.find((entry) => entry.name === name)?.partitions ?? [];
    outcomes.push({
      topic: name,
      created: false,
      changes,
      differences: differences(topic, environment, partitions),
    });
  }
  if (alterations.length > 0) await admin.alterConfigs({ validateOnly: false, resources: alterations });
  return outcomes;
}

function differences(
  topic: Topic,
  environment: Environment,
  partitions: readonly { readonly replicas: readonly number[] }[],
): readonly string[] {
  const wanted = topic.replication[environment].replicationFactor;
  const replicas = partitions[0]?.replicas.length ?? 0;
  return [
    ...(partitions.length === topic.partitions
      ? []
      : [`${partitions.length} partitions instead of ${topic.partitions}: changing them would move keys`]),
    ...(replicas === wanted ? [] : [`${replicas} replicas instead of ${wanted}: reassign them by hand`]),
  ];
}

function describe(error: Error): string {
  return error instanceof KafkaJSAggregateError ? error.errors.map(describeOne).join('; ') : error.message;
}

function describeOne(error: Error | string): string {
  if (typeof error === 'string') return error;
  return 'topic' in error ? `${String(error.topic)}: ${error.message}` : error.message;
}
