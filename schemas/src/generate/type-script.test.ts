import { describe, expect, test } from '@jest/globals';
import { parseRecord } from '../avro/parse.ts';
import { contractsModule, typesModule } from './type-script.ts';

const record = (namespace: string, name: string, ...fields: readonly unknown[]) => ({
  type: 'record',
  name,
  namespace: `orpheus.${namespace}`,
  doc: `Doc of ${name}.`,
  fields,
});
const line = (namespace: string, type: string) => record(namespace, 'Line', { name: 'a', type });
const lines = (items: unknown) => ({ name: 'lines', type: { type: 'array', items } });

function types(...schemas: readonly unknown[]): string {
  return typesModule(schemas.map(parseRecord));
}

describe('generated TypeScript', () => {
  test('every kind of type has its counterpart', () => {
    const reason = {
      type: 'enum',
      name: 'Reason',
      doc: 'Why.',
      symbols: ['A', 'UNKNOWN'],
      default: 'UNKNOWN',
    };
    const code = types(
      record(
        'orders',
        'OrderLost',
        { name: 'id', type: 'string', doc: 'Id */ of it.' },
        { name: 'count', type: 'int' },
        { name: 'found', type: 'boolean' },
        { name: 'raw', type: 'bytes' },
        { name: 'reason', type: reason },
        { name: 'note', type: ['null', 'string'] },
        { name: 'notes', type: { type: 'array', items: ['null', 'double'] } },
        { name: 'tags', type: { type: 'map', values: 'Reason' } },
      ),
    );
    expect(code).toContain("/** Why. */\nexport type Reason =\n  | 'A'\n  | 'UNKNOWN';\n");
    expect(code).toContain(
      [
        '/** Doc of OrderLost. */',
        'export interface OrderLost {',
        '  /** Id * / of it. */',
        '  readonly id: string;',
        '  readonly count: number;',
        '  readonly found: boolean;',
        '  readonly raw: Uint8Array;',
        '  readonly reason: Reason;',
        '  readonly note: null | string;',
        '  readonly notes: readonly (null | number)[];',
        '  readonly tags: Readonly<Record<string, Reason>>;',
        '}',
      ].join('\n'),
    );
  });

  test('types of one short name in two contexts carry the context', () => {
    const code = types(
      record('orders', 'OrderLost', lines(line('orders', 'int'))),
      record('inventory', 'StockLost', lines(line('inventory', 'string'))),
    );
    expect(code).toContain('readonly lines: readonly OrdersLine[];');
    expect(code).toContain('readonly lines: readonly InventoryLine[];');
  });

  test('copies of one type that differ are refused', () => {
    expect(() =>
      types(
        record('orders', 'OrderLost', lines(line('orders', 'int'))),
        record('orders', 'OrderFound', lines(line('orders', 'long'))),
      ),
    ).toThrow('orpheus.orders.Line is not the same in every .avsc');
  });

  test('a schema is embedded with its type', () => {
    const schema = record('orders', 'OrderLost');
    const code = contractsModule([{ schema, model: parseRecord(schema) }]);
    expect(code).toContain(
      "export const orderLost: Contract<OrderLost> = {\n  record: 'orpheus.orders.OrderLost',",
    );
    expect(code).toContain('import type {\n  OrderLost,\n}');
  });
});
