import type { ContractFile } from '../avro/contract-files.ts';
import type { AvroEnum, AvroField, AvroRecord, AvroType } from '../avro/model.ts';
import { describeType, namespaceOf, shortName } from '../avro/model.ts';
import { decoderRefusal } from './full-transitive.ts';
import type { Violation } from './violation.ts';

type Report = (rule: string, field: string, detail: string) => void;

/** What every contract keeps to beyond being valid Avro: names, docs, the fields that it begins with, enums. */
export function houseRules({ path, context, schema, model }: ContractFile): readonly Violation[] {
  const violations: Violation[] = [];
  const report: Report = (rule, field, detail) =>
    violations.push({ subject: model.name, field, rule, detail: `${detail} (${path})` });

  const expected = `orpheus.${context}.${path.slice(path.lastIndexOf('/') + 1, -'.avsc'.length)}`;
  if (model.name !== expected) report('record-name', '', `the file's place asks for the name ${expected}`);
  checkHead(model, report);
  checkType(model, '', report);
  const refusal = decoderRefusal(schema, schema);
  if (refusal !== undefined) report('decoder-refuses', '', refusal);
  return violations;
}

function checkHead({ fields }: AvroRecord, report: Report): void {
  const head = fields.slice(0, 4).map((field) => `${field.name}: ${describeType(field.type)}`);
  const expected = [
    'eventId: string(uuid)',
    'occurredAt: long(timestamp-millis)',
    undefined,
    'version: long',
  ];
  expected.forEach((wanted, index) => {
    const found = head[index] ?? 'nothing';
    const fits = wanted === undefined ? /^[a-z][A-Za-z]*Id: string\(uuid\)$/.test(found) : found === wanted;
    if (fits) return;
    const what = wanted ?? 'the id of the aggregate, <aggregate>Id: string(uuid)';
    report('head', fields[index]?.name ?? '', `field ${index + 1} must be ${what}, it is ${found}`);
  });
}

function checkType(type: AvroType, path: string, report: Report): void {
  switch (type.kind) {
    case 'primitive':
      return;
    case 'array':
      return checkType(type.items, path, report);
    case 'map':
      return checkType(type.values, path, report);
    case 'union': {
      const [first, ...others] = type.branches;
      const nullable = first?.kind === 'primitive' && first.name === 'null' && others.length === 1;
      if (!nullable)
        report('union', path, 'the only unions are [null, something]: others need wrappers in code');
      for (const branch of type.branches) checkType(branch, path, report);
      return;
    }
    case 'enum':
      return checkEnum(type, path, report);
    case 'record':
      checkNamed(type, path, report);
      for (const field of type.fields) checkField(field, path, report);
  }
}

function checkField(field: AvroField, parent: string, report: Report): void {
  const path = parent === '' ? field.name : `${parent}.${field.name}`;
  if (!/^[a-z][A-Za-z0-9]*$/.test(field.name)) report('field-name', path, 'field names are camelCase');
  if (isEmpty(field.doc)) report('doc', path, 'it has no doc');
  if (field.type.kind === 'union' && !field.hasDefault) {
    report('union', path, 'an optional field has the default null, or it can never be left out');
  }
  checkType(field.type, path, report);
}

function checkEnum(type: AvroEnum, path: string, report: Report): void {
  checkNamed(type, path, report);
  if (type.default !== 'UNKNOWN') report('enum-default', path, `${type.name} must have the default UNKNOWN`);
  const odd = type.symbols.filter((symbol) => !/^[A-Z][A-Z0-9_]*$/.test(symbol));
  if (odd.length > 0) report('enum-symbol', path, `symbols are UPPER_CASE: ${odd.join(', ')}`);
}

function checkNamed(type: AvroRecord | AvroEnum, path: string, report: Report): void {
  if (isEmpty(type.doc)) report('doc', path, `${type.name} has no doc`);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(shortName(type.name))) {
    report('type-name', path, `${type.name}: type names are PascalCase`);
  }
  if (!/^orpheus\.[a-z]+$/.test(namespaceOf(type.name))) {
    report('namespace', path, `${type.name}: namespaces are orpheus.<context>`);
  }
}

function isEmpty(doc: string | undefined): boolean {
  return doc === undefined || doc.trim() === '';
}
