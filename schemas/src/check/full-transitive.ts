import avsc from 'avsc';
import type { JsonObject } from '../avro/json.ts';
import type { AvroRecord } from '../avro/model.ts';
import { incompatibilities } from './resolution.ts';
import type { Violation } from './violation.ts';

export interface SchemaVersion {
  readonly schema: JsonObject;
  readonly model: AvroRecord;
}

export interface ReleasedVersion extends SchemaVersion {
  readonly number: number;
}

/**
 * FULL_TRANSITIVE: readers of the current schema understand every released version, and readers of every released
 * version understand the current one. Judged twice, by our rules, which can say what is wrong, and by the decoder
 * that the services use: what either refuses is refused.
 */
export function fullTransitive(
  current: SchemaVersion,
  released: readonly ReleasedVersion[],
): readonly Violation[] {
  return released.flatMap((version) => [
    ...judge(current, version, `readers of the new schema meet version ${version.number}`),
    ...judge(version, current, `readers of version ${version.number} meet the new schema`),
  ]);
}

function judge(reader: SchemaVersion, writer: SchemaVersion, situation: string): readonly Violation[] {
  const subject = writer.model.name;
  const found = incompatibilities(reader.model, writer.model);
  if (found.length > 0) {
    return found.map(({ field, rule, detail }) => ({
      subject,
      field,
      rule,
      detail: `${situation}: ${detail}`,
    }));
  }
  const refusal = decoderRefusal(reader.schema, writer.schema);
  return refusal === undefined
    ? []
    : [{ subject, field: '', rule: 'decoder-refuses', detail: `${situation}: ${refusal}` }];
}

/** What the Avro decoder says against it, if anything. */
export function decoderRefusal(reader: JsonObject, writer: JsonObject): string | undefined {
  try {
    decoderOf(reader).createResolver(decoderOf(writer));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function decoderOf(schema: JsonObject): avsc.Type {
  const text: avsc.Schema = JSON.parse(JSON.stringify(schema));
  return avsc.Type.forSchema(text);
}
