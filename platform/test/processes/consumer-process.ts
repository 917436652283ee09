// A consumer in a process of its own, so that a test can kill it or tell it to stop.
import { createKafkajsBus } from '../../src/kafka/index.ts';
import { startThingConsumer } from '../support/thing-consumer.ts';

const [databaseUrl = '', brokers = '', topicPrefix = '', batchSize = '500'] = process.argv.slice(2);
const logger = { warn: () => undefined, debug: () => undefined };
const running = await startThingConsumer({
  databaseUrl,
  bus: createKafkajsBus({ brokers: brokers.split(','), clientId: 'consumer', topicPrefix, logger }),
  batchSize: Number(batchSize),
});
process.stdout.write('started\n');
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)));
