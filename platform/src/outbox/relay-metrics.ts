/** What the relay reports; telemetry gives it names and a registry. */
export interface RelayMetrics {
  /** Seconds from the append to the broker's acknowledgement of one event. */
  commitToAck(seconds: number): void;
  published(events: number): void;
  sendFailed(): void;
  /** 1 while this process owns the outbox. */
  owner(owns: boolean): void;
}

export const noRelayMetrics: RelayMetrics = {
  commitToAck: () => undefined,
  published: () => undefined,
  sendFailed: () => undefined,
  owner: () => undefined,
};
