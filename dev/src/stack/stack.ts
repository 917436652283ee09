/** Addresses of the four servers that the whole system needs. */
export interface StackAddresses {
  /** Superuser URL of the database `postgres`. */
  readonly DATABASE_URL: string;
  /** host:port, comma separated. */
  readonly KAFKA_BROKERS: string;
  /** Base URL of the Confluent-compatible API. */
  readonly SCHEMA_REGISTRY_URL: string;
  readonly REDIS_URL: string;
}

export type StackKind = 'env' | 'docker' | 'local';

/** A running stack. `stop` ends what was started for it, and nothing else. */
export interface Stack {
  readonly kind: StackKind;
  readonly addresses: StackAddresses;
  stop(): Promise<void>;
}

/** `development`: data that survives a restart. `test`: data that is thrown away, durability off for speed. */
export type Purpose = 'development' | 'test';

/** Tells a person what goes on, one line a step. */
export type Report = (line: string) => void;

/** This machine cannot run the servers, or was told something impossible; the message is for a person. */
export class StackUnavailableError extends Error {}
