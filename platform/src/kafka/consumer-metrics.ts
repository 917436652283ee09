export type HandlingOutcome = 'handled' | 'duplicate' | 'dead_lettered';

/** What a consumer reports; telemetry gives it names and a registry. */
export interface ConsumerMetrics {
  /** One message came to its end, `seconds` after its transaction began. */
  handled(topic: string, eventType: string, outcome: HandlingOutcome, seconds: number): void;
  /** Messages of a partition that are not handled yet. */
  lag(topic: string, partition: number, messages: number): void;
  /** A passing failure: the same messages will be tried again. */
  retried(): void;
}

export const noConsumerMetrics: ConsumerMetrics = {
  handled: () => undefined,
  lag: () => undefined,
  retried: () => undefined,
};
