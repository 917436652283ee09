import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import avsc from 'avsc';
import type { EventDefinition } from '../events/definition.ts';
import { PassingFault, PoisonMessage } from '../kafka/fault.ts';

/** Turns payloads into the registry's wire format (magic byte, schema id, Avro binary) and back. */
export interface EventCodec {
  /** Looks the schemas' ids up, so that later calls need no registry. Rejects with PassingFault when it is away. */
  prepare(definitions: readonly EventDefinition[]): Promise<void>;
  /** @throws when the record does not fit the schema; PassingFault when the schema's id cannot be had. */
  encode(definition: EventDefinition, record: unknown): Promise<Buffer>;
  /**
   * Decodes with the writer's schema and resolves to the reader's (the definition's), defaults filled in.
   * @throws PoisonMessage when the bytes can never be decoded; PassingFault when the registry is away.
   */
  decode(definition: EventDefinition, value: Buffer): Promise<unknown>;
}

export interface AvroCodecOptions {
  readonly registryUrl: string;
}

const magicByte = 0;
const prefixLength = 5;

type Decode = (value: Buffer) => unknown;

/**
 * A running service never registers a schema, it only looks ids up: a schema that the deploy step did not register is a
 * fault that must show. Ids and resolvers are immutable and kept for good.
 */
export function createAvroCodec(options: AvroCodecOptions): EventCodec {
  const registry = new SchemaRegistry({
    host: options.registryUrl,
    retry: { retries: 1, maxRetryTimeInSecs: 1 },
  });
  const types = new Map<string, avsc.Type>();
  const ids = new Map<string, number>();
  const decoders = new Map<string, Decode>();

  function typeOf(definition: EventDefinition): avsc.Type {
    let type = types.get(definition.record);
    if (type === undefined) {
      type = avsc.Type.forSchema(JSON.parse(JSON.stringify(definition.schema)));
      types.set(definition.record, type);
    }
    return type;
  }

  async function idOf(definition: EventDefinition): Promise<number> {
    const known = ids.get(definition.record);
    if (known !== undefined) return known;
    const subject = `${definition.topic}-${definition.record}`;
    try {
      const id = await registry.getRegistryIdBySchema(subject, {
        type: SchemaType.AVRO,
        schema: JSON.stringify(definition.schema),
      });
      ids.set(definition.record, id);
      return id;
    } catch (error) {
      throw new PassingFault(`no schema id for subject ${subject}`, { cause: error });
    }
  }

  async function decoderFor(definition: EventDefinition, id: number): Promise<Decode> {
    const cacheKey = `${id}:${definition.record}`;
    const known = decoders.get(cacheKey);
    if (known !== undefined) return known;
    const writer = await writerType(id);
    const decode = createDecode(writer, typeOf(definition), definition.record);
    decoders.set(cacheKey, decode);
    return decode;
  }

  async function writerType(id: number): Promise<avsc.Type> {
    try {
      const schema = await registry.getSchema(id);
      return avsc.Type.forSchema(JSON.parse(JSON.stringify(schema)));
    } catch (error) {
      if (isNotFound(error)) {
        throw new PoisonMessage('UnknownSchemaId', `the registry has no schema with id ${id}`, {
          cause: error,
        });
      }
      throw new PassingFault('the schema registry does not answer', { cause: error });
    }
  }

  return {
    async prepare(definitions) {
      await Promise.all(definitions.map(idOf));
    },
    async encode(definition, record) {
      const id = ids.get(definition.record) ?? (await idOf(definition));
      const body = typeOf(definition).toBuffer(record);
      const value = Buffer.allocUnsafe(prefixLength + body.length);
      value.writeUInt8(magicByte, 0);
      value.writeInt32BE(id, 1);
      body.copy(value, prefixLength);
      return value;
    },
    async decode(definition, value) {
      if (value.length <= prefixLength || value[0] !== magicByte) {
        throw new PoisonMessage('NotAvro', 'the value does not begin with magic byte and schema id');
      }
      const id = value.readInt32BE(1);
      const decode = decoders.get(`${id}:${definition.record}`) ?? (await decoderFor(definition, id));
      try {
        return decode(value.subarray(prefixLength));
      } catch (error) {
        throw new PoisonMessage('Undecodable', `the value is no ${definition.record}`, { cause: error });
      }
    },
  };
}

function createDecode(writer: avsc.Type, reader: avsc.Type, record: string): Decode {
  if (writer.name !== record) {
    return () => {
      throw new Error(`written as ${writer.name ?? 'an unnamed type'}`);
    };
  }
  if (writer.equals(reader)) return (value) => reader.fromBuffer(value);
  const resolver = reader.createResolver(writer);
  return (value) => reader.fromBuffer(value, resolver);
}

/** Only a 404 says that the id does not exist; a registry that is away shows as status 400. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 404;
}
