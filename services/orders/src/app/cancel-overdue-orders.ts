import type { ApplyInputsParts } from './apply-inputs.ts';
import { applyInputs } from './apply-inputs.ts';
import type { Transactions } from './ports.ts';

export interface CancelOverdueParts extends ApplyInputsParts {
  readonly db: Transactions;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly batchSize: number;
}

/**
 * One sweep: cancels open orders whose deadline has come, at most one batch, and returns how many. Any number of
 * replicas may sweep at once, since each passes over the orders that another has locked.
 */
export function createCancelOverdueOrders(parts: CancelOverdueParts) {
  return (): Promise<number> =>
    parts.db.transaction(async (tx) => {
      const now = parts.now();
      const overdue = await parts.orders.lockOverdue(tx, now, parts.batchSize);
      if (overdue.length === 0) return 0;
      const locked = new Map(overdue.map((order) => [order.orderId, order]));
      const causationId = parts.newId();
      const inputs = overdue.map(({ orderId }) => ({
        orderId,
        input: { type: 'deadline.reached', at: now.getTime() } as const,
        cause: { causationId, correlationId: orderId },
      }));
      await applyInputs(parts, tx, locked, inputs, now);
      return overdue.length;
    });
}
