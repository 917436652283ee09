import type { JsonObject } from '../src/avro/json.ts';

/** One change of a schema: the versions that are released, the one that comes, and who takes it. */
export interface EvolutionCase {
  readonly name: string;
  readonly released: readonly JsonObject[];
  readonly next: JsonObject;
  readonly accepted: boolean;
  /** The rule that our check names; only where it refuses. */
  readonly rule?: string;
  /** Field that our check names. */
  readonly field?: string;
  /** True where the registry would take what we refuse. */
  readonly registryAccepts?: true;
}

type Field = JsonObject;

const id: Field = { name: 'id', type: 'string' };
const field = (name: string, type: unknown, ...defaults: unknown[]): Field =>
  defaults.length === 0 ? { name, type } : { name, type, default: defaults[0] };

function record(fields: readonly Field[], more: JsonObject = {}): JsonObject {
  return { type: 'record', name: 'Sample', namespace: 'orpheus.samples', ...more, fields: [id, ...fields] };
}

function reason(symbols: readonly string[], fallback?: string, more: JsonObject = {}): Field {
  const type = { type: 'enum', name: 'Reason', symbols, ...more };
  return field('reason', fallback === undefined ? type : { ...type, default: fallback });
}

function inner(name: string, fields: readonly Field[]): unknown {
  return { type: 'record', name, fields };
}

function change(name: string, before: JsonObject, next: JsonObject): Omit<EvolutionCase, 'accepted'> {
  return { name, released: [before], next };
}

const taken = (one: Omit<EvolutionCase, 'accepted'>): EvolutionCase => ({ ...one, accepted: true });
const refused = (
  one: Omit<EvolutionCase, 'accepted'>,
  rule: string,
  at: string,
  more: { readonly registryAccepts?: true } = {},
): EvolutionCase => ({ ...one, accepted: false, rule, field: at, ...more });

const stricter = { registryAccepts: true } as const;
const millis = { type: 'long', logicalType: 'timestamp-millis' };
const micros = { type: 'long', logicalType: 'timestamp-micros' };
const plain = record([]);

export const evolutionCases: readonly EvolutionCase[] = [
  taken(change('nothing but a doc', plain, record([], { doc: 'Said better.' }))),
  taken(
    change('fields in another order', record([field('a', 'int', 0)]), {
      ...plain,
      fields: [field('a', 'int', 0), id],
    }),
  ),
  taken(change('add a field with a default', plain, record([field('a', 'string', '')]))),
  refused(
    change('add a field without a default', plain, record([field('a', 'string')])),
    'field-without-default',
    'a',
  ),
  taken(change('remove a field with a default', record([field('a', 'string', '')]), plain)),
  refused(
    change('remove a field without a default', record([field('a', 'string')]), plain),
    'field-without-default',
    'a',
  ),
  refused(
    change('rename a field', record([field('a', 'string')]), record([field('b', 'string')])),
    'field-without-default',
    'b',
  ),
  refused(
    change(
      'rename a field and leave an alias',
      record([field('a', 'string')]),
      record([{ name: 'b', type: 'string', aliases: ['a'] }]),
    ),
    'field-without-default',
    'b',
  ),
  refused(
    change('change the type', record([field('a', 'string', '')]), record([field('a', 'long', 0)])),
    'type-changed',
    'a',
  ),
  refused(
    change('int becomes long: old readers cannot', record([field('a', 'int')]), record([field('a', 'long')])),
    'type-changed',
    'a',
  ),
  refused(
    change('long becomes int: new readers cannot', record([field('a', 'long')]), record([field('a', 'int')])),
    'type-changed',
    'a',
  ),
  refused(
    change('float becomes double', record([field('a', 'float')]), record([field('a', 'double')])),
    'type-changed',
    'a',
  ),
  taken(change('string becomes bytes', record([field('a', 'string')]), record([field('a', 'bytes')]))),
  refused(
    change('milliseconds become microseconds', record([field('a', millis)]), record([field('a', micros)])),
    'logical-type-changed',
    'a',
    stricter,
  ),
  taken(
    change(
      'add a symbol to an enum with a default',
      record([reason(['A', 'U'], 'U')]),
      record([reason(['A', 'B', 'U'], 'U')]),
    ),
  ),
  taken(
    change(
      'remove a symbol of an enum with a default',
      record([reason(['A', 'B', 'U'], 'U')]),
      record([reason(['A', 'U'], 'U')]),
    ),
  ),
  refused(
    change(
      'add a symbol to an enum without a default',
      record([reason(['A'])]),
      record([reason(['A', 'B'])]),
    ),
    'symbol-without-default',
    'reason',
  ),
  refused(
    change(
      'remove a symbol of an enum without a default',
      record([reason(['A', 'B'])]),
      record([reason(['A'])]),
    ),
    'symbol-without-default',
    'reason',
  ),
  refused(
    change(
      'rename an enum',
      record([reason(['A', 'U'], 'U')]),
      record([reason(['A', 'U'], 'U', { name: 'Cause' })]),
    ),
    'name-changed',
    'reason',
  ),
  refused(change('rename the record', plain, record([], { name: 'Other' })), 'name-changed', ''),
  refused(
    change('another namespace', plain, record([], { namespace: 'orpheus.other' })),
    'name-changed',
    '',
    stricter,
  ),
  taken(
    change(
      'add a field with a default to an inner record',
      record([field('line', inner('Line', [field('a', 'int')]))]),
      record([field('line', inner('Line', [field('a', 'int'), field('b', 'int', 0)]))]),
    ),
  ),
  refused(
    change(
      'add a field without a default to the record of a list',
      record([field('lines', { type: 'array', items: inner('Line', [field('a', 'int')]) })]),
      record([
        field('lines', { type: 'array', items: inner('Line', [field('a', 'int'), field('b', 'int')]) }),
      ]),
    ),
    'field-without-default',
    'lines[].b',
  ),
  refused(
    change(
      'change the values of a map',
      record([field('a', { type: 'map', values: 'string' })]),
      record([field('a', { type: 'map', values: 'int' })]),
    ),
    'type-changed',
    'a{}',
  ),
  refused(
    change(
      'one becomes many',
      record([field('a', 'string')]),
      record([field('a', { type: 'array', items: 'string' })]),
    ),
    'type-changed',
    'a',
  ),
  refused(
    change(
      'make a field optional',
      record([field('a', 'string')]),
      record([field('a', ['null', 'string'], null)]),
    ),
    'type-changed',
    'a',
  ),
  refused(
    change(
      'another type in an optional field',
      record([field('a', ['null', 'string'], null)]),
      record([field('a', ['null', 'int'], null)]),
    ),
    'branch-removed',
    'a',
  ),
  taken({
    name: 'a field comes, goes and comes back as it was',
    released: [record([field('a', 'int', 0)]), plain],
    next: record([field('a', 'int', 0)]),
  }),
  refused(
    {
      name: 'a field comes back with another type: the last version agrees, the first does not',
      released: [record([field('a', 'int', 0)]), plain],
      next: record([field('a', 'string', '')]),
    },
    'type-changed',
    'a',
  ),
];
