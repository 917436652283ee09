const censoredNames = new Set([
  'accesstoken',
  'address',
  'authorization',
  'cardnumber',
  'cookie',
  'email',
  'idempotency-key',
  'password',
  'paymentmethod',
  'phone',
  'refreshtoken',
  'secret',
  'set-cookie',
  'token',
]);

const deepest = 3;

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function censoredAt(fields: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (censoredNames.has(name.toLowerCase())) kept[name] = '[redacted]';
    else kept[name] = depth < deepest && isPlain(value) ? censoredAt(value, depth + 1) : value;
  }
  return kept;
}

/**
 * Hides what a log line must not say, by name, down to the third level: a net below the rule that secrets and personal
 * data are never logged. (pino's own redaction costs five times as much for as many names.)
 */
export function censored(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return censoredAt(fields, 1);
}
