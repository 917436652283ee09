/** One message to send; the partition is always explicit, since the outbox has fixed it. */
export interface OutgoingMessage {
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: MessageHeaders;
}

/** Header values as bytes; a header that occurs several times has an array. */
export type MessageHeaders = Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;
export type HeaderValue = Buffer | string;

/** The messages of one request for one topic. */
export interface OutgoingTopic {
  readonly topic: string;
  readonly messages: readonly OutgoingMessage[];
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A message as the broker delivered it, nothing decoded. */
export interface RawMessage extends TopicPartition {
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: MessageHeaders;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}

export interface BatchProducer {
  /**
   * Sends everything with acks=all and resolves with the partitions whose messages the broker's answer confirms without
   * an error. Rejects when the outcome is unknown, at the latest after `timeoutMs`; the producer must then be closed and
   * never used again.
   */
  send(topics: readonly OutgoingTopic[], timeoutMs: number): Promise<readonly TopicPartition[]>;
  close(): Promise<void>;
}

export interface TopicOffset extends TopicPartition {
  /** The next offset to be read. */
  readonly offset: bigint;
}

export interface GroupConsumerOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Gets every fetched batch, in order within a partition. Returns at once: it must not wait for the handling. */
  onMessages(partition: TopicPartition, messages: readonly RawMessage[], highWatermark: bigint): void;
  /** A new generation of the group: what was delivered but not committed before will be delivered again. */
  onAssignment(partitions: readonly TopicPartition[]): void;
  /** The group starts to rebalance: the last moment to commit what has been handled. */
  onRebalancing(): void;
  /** The client gave up for good. */
  onCrash(error: Error): void;
}

export interface GroupConsumer {
  /** Connects and joins the group; resolves when it has been told to run, not when it has partitions. */
  start(): Promise<void>;
  commit(offsets: readonly TopicOffset[]): Promise<void>;
  pause(partition: TopicPartition): void;
  resume(partition: TopicPartition): void;
  /** Leaves the group. */
  stop(): Promise<void>;
}

export interface PartitionEnds extends TopicPartition {
  readonly low: bigint;
  readonly high: bigint;
}

export interface BusAdmin {
  /** First and next offset of every partition. */
  ends(topics: readonly string[]): Promise<readonly PartitionEnds[]>;
  /** Committed offsets of a group; partitions without one are left out. */
  committed(groupId: string, topics: readonly string[]): Promise<readonly TopicOffset[]>;
  /** Removes a group that has no members. */
  deleteGroup(groupId: string): Promise<void>;
  close(): Promise<void>;
}

/** What a bus reports of its client; a pino logger fits. */
export interface BusLogger {
  warn(fields: object, event: string): void;
  debug(fields: object, event: string): void;
}

/** Everything that the platform asks of a Kafka client. */
export interface Bus {
  connectProducer(): Promise<BatchProducer>;
  createConsumer(options: GroupConsumerOptions): GroupConsumer;
  connectAdmin(): Promise<BusAdmin>;
}
