import { z } from 'zod';

/** A whole number between `min` and `max`, both included. */
export function integer({ min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {}) {
  const expected = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^-?\d{1,16}$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
}

/** A number between `min` and `max`, both included, e.g. a probability. */
export function decimal({ min, max }: { min: number; max: number }) {
  const expected = `must be a number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^-?\d{1,12}(\.\d{1,12})?$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
}

/** `true` or `false`. */
export function flag() {
  return z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
}

/** A URL of one of the given schemes (written without colon). */
export function url(...schemes: readonly [string, ...string[]]) {
  const expected = `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.string().refine((value) => {
    const parsed = URL.parse(value);
    return parsed !== null && schemes.some((scheme) => parsed.protocol === `${scheme}:`);
  }, expected);
}

/** Values separated by commas, at least one. */
export function list<Item extends string>(item: z.ZodType<Item, string>) {
  return z
    .string()
    .transform((value) => value.split(',').map((each) => each.trim()))
    .pipe(z.array(item).min(1));
}
