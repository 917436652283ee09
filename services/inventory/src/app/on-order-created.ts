import type { ReceivedOf } from '@orpheus/platform/events';
import { causeOf } from '@orpheus/platform/events';
import type { events } from '@orpheus/schemas';
import { sumLines } from '../domain/lines.ts';
import type { CausedCommand } from './settle-orders.ts';

/** An order wants its lines held, all or none, until `now` + `ttlMs`. Throws InvalidLinesError on lines that make no sense. */
export function onOrderCreated(
  event: ReceivedOf<typeof events.orderCreated>,
  now: Date,
  ttlMs: number,
): CausedCommand {
  const { orderId, lines } = event.payload;
  // Ids are compared as text here and as uuid in the database, where upper case makes no difference.
  const wanted = lines.map(({ productId, quantity }) => ({ productId: productId.toLowerCase(), quantity }));
  const expiresAt = new Date(now.getTime() + ttlMs);
  return {
    orderId,
    command: { type: 'RESERVE', lines: sumLines(wanted), expiresAt },
    source: { ...causeOf(event), correlationId: orderId },
  };
}
