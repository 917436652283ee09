import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readContracts } from './avro/contract-files.ts';
import { parseRecord } from './avro/parse.ts';
import { subjectOf } from './catalogue/event.ts';
import { services } from './catalogue/topic.ts';
import { allTopics, deadLetterTopic, replayTopic, topics } from './catalogue/topics.ts';
import { events, eventTypes } from './catalogue.ts';
import { checkContracts } from './check/check-contracts.ts';
import { readReleased } from './check/released.ts';
import { differences } from './generate/differences.ts';
import { eventsDocument } from './generate/events-document.ts';
import { contractsModule, typesModule } from './generate/type-script.ts';

const root = join(import.meta.dirname, '..');
const contracts = readContracts(root);
const rows = Object.values(events);

describe('the catalogue', () => {
  test('holds each contract once, as it stands in its file', () => {
    expect(new Map(rows.map((event) => [event.record, event.schema]))).toEqual(
      new Map(contracts.map(({ model, schema }) => [model.name, schema])),
    );
    expect(rows).toHaveLength(contracts.length);
  });

  test.each(rows.map((event) => [event.type, event] as const))('%s fits its topic', (type, event) => {
    const topic = allTopics.find(({ name }) => name === event.topic);
    expect(topic).toMatchObject({ kind: event.kind, owner: event.owner, partitions: event.partitions });
    expect(parseRecord(event.schema).fields.map(({ name }) => name)).toContain(event.keyField);
    expect(type).toMatch(event.kind === 'event' ? /^[a-z]+\.[a-z_]+$/ : /^[A-Z][A-Za-z]+$/);
    expect(event.consumers).not.toContain(event.owner);
  });

  test('types and names are used once', () => {
    expect(new Set(eventTypes).size).toBe(rows.length);
    expect(new Set(allTopics.map(({ name }) => name)).size).toBe(allTopics.length);
  });

  test('every service has topics for what it cannot handle, with room for the headers that are added', () => {
    for (const service of services) {
      for (const topic of [deadLetterTopic(service), replayTopic(service)]) {
        expect(allTopics).toContainEqual(topic);
        expect(topic.maxMessageBytes).toBeGreaterThan(topics.orders.maxMessageBytes);
      }
    }
  });

  test('subjects follow TopicRecordName', () => {
    expect(subjectOf(events.orderCreated)).toBe('orders-orpheus.orders.OrderCreated');
  });

  test('contracts keep the rules and agree with what is released', () => {
    const released = readReleased(join(root, 'released'));
    expect(checkContracts({ contracts, released, events: rows })).toEqual([]);
  });

  test('a record that vanished and one outside the catalogue are named', () => {
    const released = readReleased(join(root, 'released'));
    const rest = contracts.filter(({ model }) => model.name !== 'orpheus.orders.OrderCreated');
    expect(checkContracts({ contracts: rest, released, events: rows.slice(2) })).toEqual([
      expect.objectContaining({ subject: 'orpheus.orders.OrderCreated', rule: 'vanished' }),
      expect.objectContaining({ subject: 'orpheus.orders.OrderConfirmed', rule: 'catalogue' }),
    ]);
  });

  test('generated files are as they would be generated now', () => {
    const records = contracts.map(({ model }) => model);
    expect(
      differences([
        { path: join(root, 'src/generated/types.ts'), content: typesModule(records) },
        { path: join(root, 'src/generated/contracts.ts'), content: contractsModule(contracts) },
        {
          path: join(root, '../docs/events.md'),
          content: eventsDocument({ topics: allTopics, events: rows, records }),
        },
      ]),
    ).toEqual([]);
  });
});
