import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from './json.ts';
import type { AvroRecord } from './model.ts';
import { parseRecord, SchemaFault } from './parse.ts';

/** The folders that hold contracts, one a bounded context. */
export const contexts = ['catalog', 'fulfilment', 'inventory', 'orders', 'payments'] as const;

/** One `.avsc` as it stands in the source tree. */
export interface ContractFile {
  /** Path relative to the package, e.g. `orders/OrderCreated.avsc`. */
  readonly path: string;
  readonly context: string;
  readonly schema: JsonObject;
  readonly model: AvroRecord;
}

/** Reads every contract, sorted by context and name. Throws {@link SchemaFault} naming the file. */
export function readContracts(packageRoot: string): readonly ContractFile[] {
  return contexts.flatMap((context) =>
    readdirSync(join(packageRoot, context))
      .filter((name) => name.endsWith('.avsc'))
      .sort()
      .map((name) => readContract(packageRoot, context, name)),
  );
}

function readContract(packageRoot: string, context: string, name: string): ContractFile {
  const path = `${context}/${name}`;
  const { schema, model } = parseSchemaText(path, readFileSync(join(packageRoot, path), 'utf8'));
  return { path, context, schema, model };
}

/** Parses the text of an `.avsc`. Throws {@link SchemaFault} naming `path`. */
export function parseSchemaText(path: string, text: string): { schema: JsonObject; model: AvroRecord } {
  try {
    const schema: unknown = JSON.parse(text);
    const model = parseRecord(schema);
    if (!isObject(schema)) throw new SchemaFault('the record is no JSON object');
    return { schema, model };
  } catch (error) {
    if (error instanceof SchemaFault || error instanceof SyntaxError) {
      throw new SchemaFault(`${path}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
