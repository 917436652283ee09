import { createLatencies, type LatencySummary } from '../measure/latencies.ts';

/**
 * Brings together when an event was due, when its commit was answered and when the broker confirmed it. The broker may be
 * first, since a relay that is at work reads a row as soon as it is visible.
 */
export interface AckClock {
  committed(id: string, dueAt: number, committedAt: number): void;
  acked(id: string, ackedAt: number): void;
  summary(): AckTimes;
}

export interface AckTimes {
  /** From the commit's answer to the broker's; nothing when the broker was first. */
  readonly commitToAck: LatencySummary;
  /** From the moment at which the event was to be written. */
  readonly dueToAck: LatencySummary;
}

export function createAckClock(): AckClock {
  const commits = new Map<string, { readonly dueAt: number; readonly committedAt: number }>();
  const acks = new Map<string, number>();
  const commitToAck = createLatencies();
  const dueToAck = createLatencies();

  function settle(id: string): void {
    const commit = commits.get(id);
    const ackedAt = acks.get(id);
    if (commit === undefined || ackedAt === undefined) return;
    commitToAck.add(Math.max(0, ackedAt - commit.committedAt));
    dueToAck.add(ackedAt - commit.dueAt);
    commits.delete(id);
    acks.delete(id);
  }

  return {
    committed(id, dueAt, committedAt) {
      commits.set(id, { dueAt, committedAt });
      settle(id);
    },
    acked(id, ackedAt) {
      acks.set(id, ackedAt);
      settle(id);
    },
    summary: () => ({ commitToAck: commitToAck.summary(), dueToAck: dueToAck.summary() }),
  };
}
