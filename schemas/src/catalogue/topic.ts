/** Where the topics are created: it decides replication and how long events are kept. */
export type Environment = 'dev' | 'prod';

/** Services that exist here: each has a dead-letter topic and a replay topic. */
export const services = ['catalog', 'inventory', 'orders', 'payments'] as const;
export type Service = (typeof services)[number];

/** Fulfilment owns its topic already, so that others can react to it before it runs here. */
export type Participant = Service | 'fulfilment';

export interface Replication {
  readonly replicationFactor: number;
  readonly minInSyncReplicas: number;
}

export interface Topic<Name extends string = string, Key extends string = string> {
  readonly name: Name;
  /** What its messages are, for the people who read the catalogue. */
  readonly about: string;
  readonly owner: Participant;
  /** Who may write to it besides the owner is nobody; `restricted` says that who may read is limited too. */
  readonly restricted: boolean;
  /** The payload's field that is the message key; `key` is what a topic of raw messages takes over unchanged. */
  readonly keyField: Key;
  /** `event`: kept for a time. `state`: compacted, the last message of a key is the truth. */
  readonly kind: 'event' | 'state';
  readonly partitions: number;
  /** Milliseconds a message is kept, or, on a compacted topic, a tombstone. */
  readonly retentionMs: Readonly<Record<Environment, number>>;
  readonly replication: Readonly<Record<Environment, Replication>>;
  readonly maxMessageBytes: number;
}

const days = 86_400_000;
const partitions = 12;
const mebibyte = 1_048_576;

const replication: Topic['replication'] = {
  dev: { replicationFactor: 1, minInSyncReplicas: 1 },
  prod: { replicationFactor: 3, minInSyncReplicas: 2 },
};

type TopicFacts<Name extends string, Key extends string> = Pick<
  Topic<Name, Key>,
  'name' | 'about' | 'owner' | 'keyField'
>;

export function eventTopic<Name extends string, Key extends string>(
  facts: TopicFacts<Name, Key>,
): Topic<Name, Key> {
  return {
    ...facts,
    kind: 'event',
    restricted: false,
    partitions,
    retentionMs: { dev: 7 * days, prod: 30 * days },
    replication,
    maxMessageBytes: mebibyte,
  };
}

export function stateTopic<Name extends string, Key extends string>(
  facts: TopicFacts<Name, Key>,
): Topic<Name, Key> {
  return { ...eventTopic(facts), kind: 'state', retentionMs: { dev: 7 * days, prod: 7 * days } };
}

/** Raw messages with headers of their own added: room for them, or the largest message could not be kept. */
export function rawTopic<Name extends string>(
  facts: Omit<TopicFacts<Name, 'key'>, 'keyField'>,
): Topic<Name, 'key'> {
  return { ...eventTopic({ ...facts, keyField: 'key' }), maxMessageBytes: 2 * mebibyte };
}
