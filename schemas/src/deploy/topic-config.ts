import type { Environment, Topic } from '../catalogue/topic.ts';

/** The broker's settings for a topic, by Kafka's names. */
export function topicConfig(topic: Topic, environment: Environment): Readonly<Record<string, string>> {
  const retentionMs = String(topic.retentionMs[environment]);
  return {
    'cleanup.policy': topic.kind === 'state' ? 'compact' : 'delete',
    ...(topic.kind === 'state' ? { 'delete.retention.ms': retentionMs } : { 'retention.ms': retentionMs }),
    'max.message.bytes': String(topic.maxMessageBytes),
    'min.insync.replicas': String(topic.replication[environment].minInSyncReplicas),
  };
}

/** The settings that are not as wanted, each with what it is now. */
export function configChanges(
  wanted: Readonly<Record<string, string>>,
  current: ReadonlyMap<string, string>,
): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => current.get(name) !== value)
    .map(([name, value]) => `${name} ${current.get(name) ?? 'unset'} -> ${value}`);
}
