import type { Environment } from '../catalogue/topic.ts';
import { createTopics, type TopicOutcome } from '../deploy/create-topics.ts';
import { DeployError } from '../deploy/deploy-error.ts';
import { requiredVariable, runCommand } from './run-command.ts';

await runCommand(async () => {
  const brokers = requiredVariable('KAFKA_BROKERS', '127.0.0.1:9092').split(',');
  const environment = environmentOf(requiredVariable('ORPHEUS_ENV', 'dev'));
  const topicPrefix = process.env['KAFKA_TOPIC_PREFIX'] ?? '';
  const outcomes = await createTopics({ brokers, environment, topicPrefix });
  const created = outcomes.filter((outcome) => outcome.created).length;
  const changed = outcomes.filter((outcome) => outcome.changes.length > 0).length;
  return [
    ...outcomes.flatMap(lines),
    `${outcomes.length} topics for ${environment}: ${created} created, ${changed} changed`,
  ];
});

function environmentOf(name: string): Environment {
  if (name === 'dev' || name === 'prod') return name;
  throw new DeployError(`ORPHEUS_ENV is ${name}; it must be dev or prod`);
}

function lines({ topic, created, changes, differences }: TopicOutcome): readonly string[] {
  return [
    ...(created ? [`${topic}: created`] : []),
    ...changes.map((change) => `${topic}: ${change}`),
    ...differences.map((difference) => `${topic}: left alone, it has ${difference}`),
  ];
}
