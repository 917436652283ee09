import { createHash } from 'node:crypto';
import type { Transaction } from '../db/transaction.ts';
import { claimEvents } from '../inbox/inbox.ts';
import type { RawOutbox } from '../outbox/create-outbox.ts';
import type { MessageHeaders, RawMessage } from './bus.ts';
import { headerText } from './envelope.ts';
import { describeFault } from './fault.ts';

/** Headers that a dead letter has on top of the original's own. */
export const deadLetterHeaders = {
  topic: 'dlq-original-topic',
  partition: 'dlq-original-partition',
  offset: 'dlq-original-offset',
  timestamp: 'dlq-original-timestamp',
  consumer: 'dlq-consumer',
  errorClass: 'dlq-error-class',
  errorMessage: 'dlq-error-message',
  attempts: 'dlq-attempts',
  failedAt: 'dlq-failed-at',
} as const;

export const deadLetterTopic = (consumer: string) => `${consumer}.dlq`;
/** Where replayed dead letters of one consumer come back: no other consumer reads it. */
export const replayTopic = (consumer: string) => `${consumer}.replay`;

/** The topic that a replayed message was on first; undefined for one that was never a dead letter. */
export function originalTopic(message: RawMessage): string | undefined {
  return headerText(message.headers, deadLetterHeaders.topic);
}

export interface DeadLetter {
  readonly raw: RawMessage;
  readonly error: unknown;
}

export interface DeadLetterOptions {
  readonly outbox: RawOutbox;
  readonly consumer: string;
  /** Partitions of the dead letter topic. */
  readonly partitions: number;
  readonly now?: () => Date;
}

export type WriteDeadLetters = (tx: Transaction, letters: readonly DeadLetter[]) => Promise<void>;

/**
 * Dead letters leave through the outbox: the message gives up its place in the same transaction that keeps its bytes, so a
 * crash can neither lose it nor write it twice.
 */
export function createDeadLetterWriter(options: DeadLetterOptions): WriteDeadLetters {
  const now = options.now ?? (() => new Date());
  return async (tx, letters) => {
    if (letters.length === 0) return;
    const ids = letters.map(({ raw }) => positionId(raw));
    const fresh = await claimEvents(tx, deadLetterTopic(options.consumer), ids);
    await options.outbox.appendRaw(
      tx,
      letters
        .filter((_, index) => fresh.has(ids[index] ?? ''))
        .map(({ raw, error }) => ({
          topic: deadLetterTopic(options.consumer),
          partitions: options.partitions,
          key: raw.key,
          value: raw.value,
          headers: deadLetterHeadersOf(raw, error, options.consumer, now()),
        })),
    );
  };
}

function deadLetterHeadersOf(
  raw: RawMessage,
  error: unknown,
  consumer: string,
  failedAt: Date,
): MessageHeaders {
  const { errorClass, message } = describeFault(error);
  const original = {
    [deadLetterHeaders.topic]: raw.topic,
    [deadLetterHeaders.partition]: String(raw.partition),
    [deadLetterHeaders.offset]: raw.offset.toString(),
    [deadLetterHeaders.timestamp]: String(raw.timestamp),
  };
  const attempts = Number(headerText(raw.headers, deadLetterHeaders.attempts) ?? '0') + 1;
  return {
    ...original,
    // A message that fails again after a replay keeps saying where it came from first.
    ...raw.headers,
    [deadLetterHeaders.consumer]: consumer,
    [deadLetterHeaders.errorClass]: errorClass,
    [deadLetterHeaders.errorMessage]: message.slice(0, 1_000),
    [deadLetterHeaders.attempts]: String(attempts),
    [deadLetterHeaders.failedAt]: failedAt.toISOString(),
  };
}

/** One id for one place on one topic: a redelivered message becomes a dead letter once. */
function positionId(raw: RawMessage): string {
  const hex = createHash('sha256').update(`${raw.topic}/${raw.partition}/${raw.offset}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
