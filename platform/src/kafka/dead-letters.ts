import type { Bus, OutgoingMessage, RawMessage, TopicPartition } from './bus.ts';
import { deadLetterHeaders, deadLetterTopic, replayTopic } from './dead-letter.ts';
import { eventType, headerText } from './envelope.ts';
import { readTopic } from './read-topic.ts';

/** A dead letter with what its headers say of it. */
export interface StoredDeadLetter {
  readonly message: RawMessage;
  readonly eventType: string | undefined;
  readonly original: TopicPartition & { readonly offset: string };
  readonly errorClass: string;
  readonly errorMessage: string;
  readonly attempts: number;
  readonly failedAt: string;
}

/** All dead letters of a consumer, oldest first within a partition. */
export async function readDeadLetters(bus: Bus, consumer: string): Promise<readonly StoredDeadLetter[]> {
  const messages = await readTopic(bus, deadLetterTopic(consumer));
  return messages.map((message) => {
    const text = (name: string) => headerText(message.headers, name) ?? '';
    return {
      message,
      eventType: eventType(message),
      original: {
        topic: text(deadLetterHeaders.topic),
        partition: Number(text(deadLetterHeaders.partition)),
        offset: text(deadLetterHeaders.offset),
      },
      errorClass: text(deadLetterHeaders.errorClass),
      errorMessage: text(deadLetterHeaders.errorMessage),
      attempts: Number(text(deadLetterHeaders.attempts)),
      failedAt: text(deadLetterHeaders.failedAt),
    };
  });
}

/**
 * Sends dead letters back to their consumer, the same bytes and headers, by a topic that only it reads. The inbox decides
 * what happens: an event that was handled meanwhile changes nothing, and neither does a second replay.
 */
export async function replayDeadLetters(
  bus: Bus,
  consumer: string,
  letters: readonly RawMessage[],
): Promise<void> {
  if (letters.length === 0) return;
  const messages = letters.map(
    ({ partition, key, value, headers }): OutgoingMessage => ({ partition, key, value, headers }),
  );
  const producer = await bus.connectProducer();
  try {
    const acked = await producer.send([{ topic: replayTopic(consumer), messages }], 10_000);
    const reached = new Set(acked.map((each) => each.partition));
    const lost = messages.filter((each) => !reached.has(each.partition));
    if (lost.length > 0)
      throw new Error(`${lost.length} of ${messages.length} dead letters were not confirmed; replay again`);
  } finally {
    await producer.close();
  }
}
