import type { Caller } from '@orpheus/platform/http';
import { z } from 'zod';

/** Who sees every customer's orders. */
export const readers = ['support', 'operator', 'admin'] as const;
/** Who cancels any customer's order. */
export const cancellers = ['operator', 'admin'] as const;

export function hasOneOf(caller: Caller, roles: readonly string[]): boolean {
  return caller.roles.some((role) => roles.includes(role));
}

export const customerId = z.uuid().toLowerCase();

/** The customer that the caller is; a subject that is no UUID owns nothing. */
export function customerOf(caller: Caller): string | undefined {
  const parsed = customerId.safeParse(caller.subject);
  return parsed.success ? parsed.data : undefined;
}
