import type { EventCodec } from '../avro/codec.ts';
import type { EventDefinition } from '../events/definition.ts';
import { eventHeaders } from '../events/headers.ts';
import type { ReceivedEvent, StateRecord } from '../events/received-event.ts';
import type { RawMessage } from './bus.ts';
import { originalTopic } from './dead-letter.ts';
import { eventType, headerText, readEnvelope } from './envelope.ts';
import { PoisonMessage } from './fault.ts';

/** What a raw message means to this consumer. */
export type Interpreted =
  | { readonly kind: 'skipped'; readonly raw: RawMessage }
  | { readonly kind: 'event'; readonly raw: RawMessage; readonly event: ReceivedEvent }
  | {
      readonly kind: 'state';
      readonly raw: RawMessage;
      readonly definition: EventDefinition;
      readonly record: StateRecord<unknown>;
    }
  | { readonly kind: 'poison'; readonly raw: RawMessage; readonly error: PoisonMessage };

export interface InterpreterOptions {
  readonly codec: EventCodec;
  readonly events: readonly EventDefinition[];
  readonly states: readonly EventDefinition[];
}

/** @throws PassingFault when the registry is needed and away; everything wrong with the message itself is an answer. */
export type Interpret = (raw: RawMessage) => Promise<Interpreted>;

export function createInterpreter({ codec, events, states }: InterpreterOptions): Interpret {
  const eventsByType = new Map(events.map((each) => [`${each.topic} ${each.type}`, each]));
  const statesByTopic = new Map(states.map((each) => [each.topic, each]));

  async function interpretEvent(raw: RawMessage, topic: string): Promise<Interpreted> {
    const type = eventType(raw);
    if (type === undefined)
      throw new PoisonMessage('MissingHeader', `header ${eventHeaders.type} is missing`);
    const definition = eventsByType.get(`${topic} ${type}`);
    if (definition === undefined) return { kind: 'skipped', raw };
    const envelope = readEnvelope(raw);
    if (raw.value === null) throw new PoisonMessage('NullValue', `${type} has no value`);
    if (raw.key === null) throw new PoisonMessage('NullKey', `${type} has no key`);
    const payload = await codec.decode(definition, raw.value);
    const event: ReceivedEvent = {
      ...envelope,
      key: raw.key.toString('utf8'),
      payload,
      topic,
      partition: raw.partition,
      offset: raw.offset,
    };
    return { kind: 'event', raw, event };
  }

  async function interpretState(raw: RawMessage, definition: EventDefinition): Promise<Interpreted> {
    if (raw.key === null) throw new PoisonMessage('NullKey', `${definition.type} has no key`);
    const version = Number(headerText(raw.headers, eventHeaders.entityVersion));
    if (!Number.isSafeInteger(version)) {
      throw new PoisonMessage('InvalidHeader', `${eventHeaders.entityVersion} is not a version`);
    }
    const payload = raw.value === null ? null : await codec.decode(definition, raw.value);
    return { kind: 'state', raw, definition, record: { key: raw.key.toString('utf8'), version, payload } };
  }

  return async (raw) => {
    const topic = originalTopic(raw) ?? raw.topic;
    const state = statesByTopic.get(topic);
    try {
      return await (state === undefined ? interpretEvent(raw, topic) : interpretState(raw, state));
    } catch (error) {
      if (error instanceof PoisonMessage) return { kind: 'poison', raw, error };
      throw error;
    }
  };
}
