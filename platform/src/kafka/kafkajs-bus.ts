import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { Bus, BusLogger } from './bus.ts';
import { connectKafkajsAdmin } from './kafkajs-admin.ts';
import { createKafkajsConsumer } from './kafkajs-consumer.ts';
import { connectKafkajsProducer } from './kafkajs-producer.ts';
import { topicNames } from './topic-names.ts';

export interface BusOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: BusLogger;
  /** Put before every topic and group, so that several systems share a broker. Empty by default. */
  readonly topicPrefix?: string;
  /** How sockets are made; tests put a faulty network in between. */
  readonly socketFactory?: KafkaConfig['socketFactory'];
  readonly connectionTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}

/**
 * The bus over kafkajs. The client's own retries are kept short: the relay and the consumer have rules of their own for
 * what follows a failure, and a hidden resend would break them.
 */
export function createKafkajsBus(options: BusOptions): Bus {
  const names = topicNames(options.topicPrefix ?? '');
  const config: KafkaConfig = {
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: options.connectionTimeoutMs ?? 2_000,
    requestTimeout: options.requestTimeoutMs ?? 10_000,
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log }) => {
        const { message, error, groupId, topic, partition } = log;
        options.logger.debug({ namespace, message, error, groupId, topic, partition }, 'kafka_client');
      },
    ...(options.socketFactory ? { socketFactory: options.socketFactory } : {}),
  };
  const kafka = new Kafka(config);
  // A producer's own `retry` does not reach the connecting, which would then try for up to a quarter of a minute: longer
  // than a shutdown may take.
  const impatient = new Kafka({ ...config, retry: { retries: 0 } });
  return {
    connectProducer: () => connectKafkajsProducer(impatient, names),
    createConsumer: (consumerOptions) => createKafkajsConsumer(kafka, names, consumerOptions, options.logger),
    connectAdmin: () => connectKafkajsAdmin(kafka, names),
  };
}
