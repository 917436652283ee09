import { type AvroEnum, type AvroField, type AvroRecord, describeType } from '../avro/model.ts';
import { type CatalogueEvent, subjectOf } from '../catalogue/event.ts';
import type { Topic } from '../catalogue/topic.ts';
import { namedTypes } from './type-names.ts';

export interface DocumentedCatalogue {
  readonly topics: readonly Topic[];
  readonly events: readonly CatalogueEvent[];
  readonly records: readonly AvroRecord[];
}

/** The catalogue as a Markdown page for those who read the topics: analysts, and whoever writes a new consumer. */
export function eventsDocument({ topics, events, records }: DocumentedCatalogue): string {
  const byName = new Map(records.map((record) => [record.name, record]));
  const typed = topics.filter((topic) => events.some((event) => event.topic === topic.name));
  const shared = [...namedTypes(records).values()].filter(
    (type) => !events.some((event) => event.record === type.name),
  );
  return [
    '<!-- Written by `npm run schemas:generate` from schemas/. Change the .avsc files and the catalogue, not this. -->',
    '# Events',
    'Everything that is published. Values are Avro in the Confluent wire format, so a topic can be decoded with the ' +
      'schema registry alone; times are milliseconds since 1970 in UTC; ids are UUIDs.',
    '## Topics',
    table(
      ['Topic', 'Key', 'Holds', 'Owner', 'Partitions', 'Kept (prod)', 'Replicas (prod)'],
      topics.map(topicRow),
    ),
    ...typed.flatMap((topic) => [
      `## ${topic.name}`,
      `${topic.about} Key: \`${topic.keyField}\`.${topic.kind === 'state' ? stateNote : ''}`,
      ...events
        .filter((event) => event.topic === topic.name)
        .flatMap((event) => eventSection(event, byName.get(event.record))),
    ]),
    '## Types that events share',
    ...shared.flatMap((type) => [
      `### ${type.name}`,
      type.doc ?? '',
      type.kind === 'enum' ? enumLine(type) : fieldTable(type.fields),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

const stateNote =
  ' The topic is compacted: the last message of a key is its whole state, and a message without a value says that ' +
  'the key is gone.';

function topicRow(topic: Topic): readonly string[] {
  const days = `${topic.retentionMs.prod / 86_400_000} d`;
  const { replicationFactor, minInSyncReplicas } = topic.replication.prod;
  return [
    `\`${topic.name}\`${topic.restricted ? ' (restricted)' : ''}`,
    topic.keyField === 'key' ? 'as the original' : `\`${topic.keyField}\``,
    topic.about,
    topic.owner,
    String(topic.partitions),
    topic.kind === 'state' ? `last of each key; tombstones ${days}` : days,
    `${replicationFactor}, in sync at least ${minInSyncReplicas}`,
  ];
}

function eventSection(event: CatalogueEvent, record: AvroRecord | undefined): readonly string[] {
  const readers = event.consumers.length === 0 ? 'none of the services' : event.consumers.join(', ');
  return [
    `### ${event.type}`,
    record?.doc ?? '',
    `Record \`${event.record}\`, subject \`${subjectOf(event)}\`. Published by ${event.owner}; consumed by ${readers}.`,
    fieldTable(record?.fields ?? []),
  ];
}

function fieldTable(fields: readonly AvroField[]): string {
  return table(
    ['Field', 'Type', 'Meaning'],
    fields.map((field) => [`\`${field.name}\``, `\`${describeType(field.type)}\``, field.doc ?? '']),
  );
}

function enumLine(type: AvroEnum): string {
  return type.symbols.map((symbol) => `\`${symbol}\``).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
