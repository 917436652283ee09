import type { HeaderValue, MessageHeaders } from '../kafka/bus.ts';

/** A header as jsonb holds it: text as it is, bytes that are no UTF-8 in base64. */
type StoredValue = string | { readonly base64: string };
export type StoredHeaders = Readonly<Record<string, StoredValue | readonly StoredValue[]>>;

export function storeHeaders(headers: MessageHeaders): StoredHeaders {
  return mapHeaders(headers, store);
}

export function restoreHeaders(stored: StoredHeaders): MessageHeaders {
  return mapHeaders(stored, (value) =>
    typeof value === 'string' ? value : Buffer.from(value.base64, 'base64'),
  );
}

function store(value: HeaderValue): StoredValue {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const text = bytes.toString('utf8');
  // jsonb refuses U+0000.
  const isText = !text.includes('\u0000') && Buffer.from(text).equals(bytes);
  return isText ? text : { base64: bytes.toString('base64') };
}

function mapHeaders<From extends object | string, To>(
  headers: Readonly<Record<string, From | readonly From[]>>,
  map: (value: From) => To,
): Record<string, To | To[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isList(value) ? value.map(map) : map(value)]),
  );
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}
