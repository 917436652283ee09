import { z } from 'zod';
import { isCurrency, MAX_PRICE_MINOR } from '../domain/price.ts';

/** Who changes the catalogue. */
export const writers = ['operator', 'admin'] as const;

export const id = z.uuid().toLowerCase();

export const time = z.iso.datetime().meta({ description: 'RFC 3339, UTC.' });

/** What PostgreSQL can keep: it knows neither U+0000 nor half a surrogate pair. */
export function text(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'has characters that are no text');
}

export const currency = z.string().refine(isCurrency, 'is not an ISO 4217 currency');

export const price = z
  .strictObject({ amountMinor: z.int().min(1).max(MAX_PRICE_MINOR), currency })
  .meta({ description: 'An amount in the smallest unit of its currency.' });

/** An amount in a query. */
export const amount = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number in the smallest unit of the currency')
  .transform(Number);
