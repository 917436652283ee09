import type { Kafka } from 'kafkajs';
import type { BusAdmin } from './bus.ts';
import type { TopicNames } from './topic-names.ts';

/** Offsets of topics and groups, for readiness and lag. */
export async function connectKafkajsAdmin(kafka: Kafka, names: TopicNames): Promise<BusAdmin> {
  const admin = kafka.admin({ retry: { retries: 2 } });
  await admin.connect();
  return {
    async ends(topics) {
      const ends = await Promise.all(
        topics.map(async (topic) => {
          const offsets = await admin.fetchTopicOffsets(names.toBroker(topic));
          return offsets.map((each) => ({
            topic,
            partition: each.partition,
            low: BigInt(each.low),
            high: BigInt(each.high),
          }));
        }),
      );
      return ends.flat();
    },
    async committed(groupId, topics) {
      const answer = await admin.fetchOffsets({
        groupId: names.toBroker(groupId),
        topics: topics.map((topic) => names.toBroker(topic)),
      });
      return answer.flatMap(({ topic, partitions }) =>
        partitions
          .filter((each) => each.offset !== '-1')
          .map((each) => ({
            topic: names.fromBroker(topic),
            partition: each.partition,
            offset: BigInt(each.offset),
          })),
      );
    },
    async deleteGroup(groupId) {
      await admin.deleteGroups([names.toBroker(groupId)]);
    },
    close: () => admin.disconnect(),
  };
}
