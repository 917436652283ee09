import { eventHeaders } from '../events/headers.ts';
import type { MessageHeaders, RawMessage } from './bus.ts';
import { PoisonMessage } from './fault.ts';

/** The facts of a message's envelope, read without decoding its value. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: Date;
  readonly correlationId: string | undefined;
  readonly causationId: string | undefined;
  readonly traceparent: string | undefined;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A header's text; of a repeated header the last one. */
export function headerText(headers: MessageHeaders, name: string): string | undefined {
  const value = headers[name];
  if (value === undefined || typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  const last = value.at(-1);
  return last === undefined ? undefined : last.toString();
}

/** The CloudEvents type, or undefined where the message has none. */
export function eventType(message: RawMessage): string | undefined {
  return headerText(message.headers, eventHeaders.type);
}

/**
 * Reads the CloudEvents headers.
 * @throws PoisonMessage when one that the inbox or the version guard needs is missing or malformed.
 */
export function readEnvelope(message: RawMessage): Envelope {
  const { headers } = message;
  const id = required(headers, eventHeaders.id);
  if (!uuidPattern.test(id)) throw new PoisonMessage('InvalidHeader', `${eventHeaders.id} is not a UUID`);
  const version = Number(headerText(headers, eventHeaders.entityVersion) ?? '0');
  if (!Number.isSafeInteger(version) || version < 0) {
    throw new PoisonMessage('InvalidHeader', `${eventHeaders.entityVersion} is not a version`);
  }
  const time = new Date(required(headers, eventHeaders.time));
  if (Number.isNaN(time.getTime()))
    throw new PoisonMessage('InvalidHeader', `${eventHeaders.time} is not a time`);
  return {
    id,
    type: required(headers, eventHeaders.type),
    version,
    time,
    correlationId: headerText(headers, eventHeaders.correlationId),
    causationId: headerText(headers, eventHeaders.causationId),
    traceparent: headerText(headers, eventHeaders.traceparent),
  };
}

function required(headers: MessageHeaders, name: string): string {
  const value = headerText(headers, name);
  if (value === undefined || value === '')
    throw new PoisonMessage('MissingHeader', `header ${name} is missing`);
  return value;
}
