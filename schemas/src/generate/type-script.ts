import type { AvroField, AvroRecord, AvroType } from '../avro/model.ts';
import { contractName, type NamedType, namedTypes, typeScriptNames } from './type-names.ts';

const notice = '// Written by `npm run schemas:generate` from the .avsc files. Change those, not this.\n';

/** The module of payload types: an interface a record, a union of strings an enum, with the docs of the schema. */
export function typesModule(records: readonly AvroRecord[]): string {
  const types = namedTypes(records);
  const names = typeScriptNames(types);
  return `${notice}\n${[...types.values()].map((type) => declaration(type, names)).join('\n')}`;
}

/** The module that embeds the schemas, so that they are at hand wherever the compiled code runs. */
export function contractsModule(
  contracts: readonly { readonly model: AvroRecord; readonly schema: unknown }[],
): string {
  const names = typeScriptNames(namedTypes(contracts.map((contract) => contract.model)));
  const imports = contracts.map(({ model }) => `  ${names.get(model.name)},\n`).join('');
  const constants = contracts.map(
    ({ model, schema }) =>
      `\nexport const ${contractName(model.name)}: Contract<${names.get(model.name)}> = {\n` +
      `  record: '${model.name}',\n  schema: ${JSON.stringify(schema, null, 2).replaceAll('\n', '\n  ')},\n};\n`,
  );
  return (
    `${notice}\nimport type { Contract } from '../avro/contract.ts';\n` +
    `import type {\n${imports}} from './types.ts';\n${constants.join('')}`
  );
}

function declaration(type: NamedType, names: ReadonlyMap<string, string>): string {
  const head = comment(type.doc, '');
  if (type.kind === 'enum') {
    const symbols = type.symbols.map((symbol) => `\n  | '${symbol}'`).join('');
    return `${head}export type ${names.get(type.name)} =${symbols};\n`;
  }
  const fields = type.fields.map((field) => property(field, names)).join('');
  return `${head}export interface ${names.get(type.name)} {\n${fields}}\n`;
}

function property(field: AvroField, names: ReadonlyMap<string, string>): string {
  return `${comment(field.doc, '  ')}  readonly ${field.name}: ${typeOf(field.type, names)};\n`;
}

function typeOf(type: AvroType, names: ReadonlyMap<string, string>): string {
  switch (type.kind) {
    case 'array':
      return `readonly ${inList(type.items, names)}[]`;
    case 'map':
      return `Readonly<Record<string, ${typeOf(type.values, names)}>>`;
    case 'union':
      return type.branches.map((branch) => typeOf(branch, names)).join(' | ');
    case 'enum':
    case 'record':
      return names.get(type.name) ?? type.name;
    case 'primitive':
      switch (type.name) {
        case 'null':
        case 'boolean':
        case 'string':
          return type.name;
        case 'bytes':
          return 'Uint8Array';
        case 'int':
        case 'long':
        case 'float':
        case 'double':
          return 'number';
      }
  }
}

function inList(type: AvroType, names: ReadonlyMap<string, string>): string {
  const text = typeOf(type, names);
  return type.kind === 'union' || type.kind === 'array' ? `(${text})` : text;
}

function comment(doc: string | undefined, indent: string): string {
  return doc === undefined ? '' : `${indent}/** ${doc.replaceAll('*/', '* /')} */\n`;
}
