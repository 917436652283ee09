import { Partitioners } from 'kafkajs';

const partitioner = Partitioners.DefaultPartitioner();

/** The partition that Kafka's default partitioner (murmur2) gives a key, so that other producers agree with ours. */
export function partitionOf(topic: string, key: Buffer, partitions: number): number {
  return partitioner({
    topic,
    message: { key, value: null },
    partitionMetadata: partitionMetadata(partitions),
  });
}

const metadata = new Map<number, ReturnType<typeof makeMetadata>>();

function partitionMetadata(partitions: number) {
  let known = metadata.get(partitions);
  if (known === undefined) {
    known = makeMetadata(partitions);
    metadata.set(partitions, known);
  }
  return known;
}

function makeMetadata(partitions: number) {
  return Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));
}
