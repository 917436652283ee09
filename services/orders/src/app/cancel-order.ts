import type { Cause } from '@orpheus/platform/events';
import type { OrderStatus } from '../domain/order-status.ts';
import type { ApplyInputsParts } from './apply-inputs.ts';
import { applyInputs } from './apply-inputs.ts';
import type { Transactions } from './ports.ts';

export interface CancelOrderCommand {
  readonly orderId: string;
  /** Whose order it must be; undefined for those who may cancel anybody's. */
  readonly customerId: string | undefined;
  readonly cause: Cause;
}

/** `done` also for an order that had been cancelled before: to cancel twice is to cancel. */
export type CancelOrderResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'too_late'; readonly status: OrderStatus };

/** Cancels an order on its customer's behalf, as long as it has not been dispatched. */
export function createCancelOrder(
  parts: ApplyInputsParts & { readonly db: Transactions; readonly now: () => Date },
) {
  return ({ orderId, customerId, cause }: CancelOrderCommand): Promise<CancelOrderResult> =>
    parts.db.transaction(async (tx) => {
      const locked = await parts.orders.lock(tx, [orderId]);
      const order = locked.get(orderId);
      if (order === undefined || (customerId !== undefined && order.customerId !== customerId)) {
        return { kind: 'not_found' };
      }
      const input = {
        orderId,
        input: { type: 'cancel.requested' },
        cause: { ...cause, correlationId: orderId },
      } as const;
      const [outcome] = await applyInputs(parts, tx, locked, [input], parts.now());
      const refused = outcome?.kind === 'ignored' && outcome.because === 'too_late';
      return refused ? { kind: 'too_late', status: order.status } : { kind: 'done' };
    });
}
