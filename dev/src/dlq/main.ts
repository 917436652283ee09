import { createAvroCodec } from '@orpheus/platform/avro';
import {
  createKafkajsBus,
  headerText,
  type RawMessage,
  readDeadLetters,
  replayDeadLetters,
  type StoredDeadLetter,
} from '@orpheus/platform/kafka';
import { events, services } from '@orpheus/schemas';
import { addressesOfRunning } from '../stack/running.ts';
import { type DlqCommand, parseCommandLine, type Selection, usage } from './command-line.ts';

const command = parseCommandLine(process.argv.slice(2), services);
if ('fault' in command) {
  console.error(`${command.fault}\n\n${usage}`);
  process.exit(2);
}
const addresses = await addressesOfRunning(process.env);
if (addresses === undefined) {
  console.error(`no system runs in this checkout, and the environment names none\n\n${usage}`);
  process.exit(1);
}
const bus = createKafkajsBus({
  brokers: addresses.KAFKA_BROKERS.split(','),
  clientId: 'dlq',
  topicPrefix: process.env['KAFKA_TOPIC_PREFIX'] ?? '',
  logger: { warn: () => undefined, debug: () => undefined },
});
const codec = createAvroCodec({ registryUrl: addresses.SCHEMA_REGISTRY_URL });
try {
  await run(command);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(asked: DlqCommand): Promise<void> {
  switch (asked.verb) {
    case 'list': {
      const lists = await Promise.all(asked.services.map((service) => select(service, asked.selection)));
      const letters = lists.flat();
      for (const letter of letters) console.log(line(letter));
      console.log(`${letters.length} dead letters`);
      return;
    }
    case 'show': {
      const [letter] = await select(asked.service, asked.selection);
      if (letter === undefined) throw new Error('there is no such dead letter');
      await show(letter);
      return;
    }
    case 'replay': {
      const letters = await select(asked.service, asked.selection);
      await replayDeadLetters(
        bus,
        asked.service,
        letters.map((each) => each.message),
      );
      console.log(
        `${letters.length} dead letters sent back to ${asked.service}; its inbox skips what it has handled`,
      );
    }
  }
}

async function select(service: string, selection: Selection): Promise<readonly StoredDeadLetter[]> {
  const { position, eventType, errorClass } = selection;
  const letters = await readDeadLetters(bus, service);
  return letters.filter(
    ({ message, ...letter }) =>
      (position === undefined ||
        (message.partition === position.partition && message.offset === position.offset)) &&
      (eventType === undefined || letter.eventType === eventType) &&
      (errorClass === undefined || letter.errorClass === errorClass),
  );
}

function line({
  message,
  original,
  eventType,
  errorClass,
  errorMessage,
  attempts,
  failedAt,
}: StoredDeadLetter): string {
  const place = `${message.topic} ${message.partition}:${message.offset}`;
  const from = `${original.topic}/${original.partition}@${original.offset}`;
  return [
    place,
    eventType ?? 'no type',
    `from ${from}`,
    failedAt,
    `attempt ${attempts}`,
    errorClass,
    errorMessage,
  ].join('  ');
}

async function show(letter: StoredDeadLetter): Promise<void> {
  const { message } = letter;
  console.log(line(letter));
  console.log(`key      ${message.key?.toString() ?? 'none'}`);
  for (const name of Object.keys(message.headers)) {
    console.log(`header   ${name}: ${headerText(message.headers, name)}`);
  }
  console.log(`value    ${await valueText(letter.eventType, message)}`);
}

/** Decoded where it can be, else its bytes. */
async function valueText(eventType: string | undefined, { value }: RawMessage): Promise<string> {
  if (value === null) return 'null';
  const definition = Object.values(events).find((each) => each.type === eventType);
  if (definition === undefined) return value.toString('hex');
  try {
    return JSON.stringify(await codec.decode(definition, value), null, 2);
  } catch (error) {
    return `${value.toString('hex')} (${error instanceof Error ? error.message : 'undecodable'})`;
  }
}
