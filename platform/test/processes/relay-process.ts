// A relay in a process of its own, so that a test can kill it.
import { createKafkajsBus } from '../../src/kafka/index.ts';
import { createRelay } from '../../src/outbox/index.ts';

const [databaseUrl = '', brokers = '', topicPrefix = '', sendTimeoutMs = '3000'] = process.argv.slice(2);
const say = (fields: object, event: string) => {
  if (event === 'relay_owner') process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
};
const logger = { info: say, warn: say, debug: () => undefined };
const relay = createRelay({
  databaseUrl,
  bus: createKafkajsBus({ brokers: brokers.split(','), clientId: 'relay', topicPrefix, logger }),
  logger,
  batchSize: 50,
  sendTimeoutMs: Number(sendTimeoutMs),
});
relay.start();
process.on('SIGTERM', () => void relay.stop().then(() => process.exit(0)));
