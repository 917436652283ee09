import type { Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import type { Ignored, Order, OrderInput } from '../domain/order.ts';
import { decide, evolve } from '../domain/order.ts';
import type { OrderLog, OrderMetrics, OrderPublisher, OrderStep, OrderStore } from './ports.ts';

export interface ApplyInputsParts {
  readonly orders: OrderStore;
  readonly publisher: OrderPublisher;
  readonly metrics: OrderMetrics;
  readonly log: OrderLog;
}

/** Something that an order is told, and by whom. */
export interface AddressedInput {
  readonly orderId: string;
  readonly input: OrderInput;
  readonly cause: Cause;
}

export type InputOutcome =
  | { readonly kind: 'changed'; readonly order: Order }
  | { readonly kind: 'ignored'; readonly because: Ignored; readonly order: Order }
  | { readonly kind: 'unknown_order' };

/**
 * Folds inputs, in their order, into orders that are locked, then saves and publishes what came of them with one
 * statement a table. Answers one outcome for each input.
 */
export async function applyInputs(
  parts: ApplyInputsParts,
  tx: Transaction,
  locked: ReadonlyMap<string, Order>,
  inputs: readonly AddressedInput[],
  at: Date,
): Promise<readonly InputOutcome[]> {
  const current = new Map(locked);
  const steps: OrderStep[] = [];
  const outcomes = inputs.map(({ orderId, input, cause }): InputOutcome => {
    const order = current.get(orderId);
    if (order === undefined) return { kind: 'unknown_order' };
    const decision = decide(order, input);
    if (decision.outcome === 'ignored') return { kind: 'ignored', because: decision.because, order };
    let next = order;
    for (const event of decision.events) {
      next = evolve(next, event);
      steps.push({ event, order: next, at, cause });
    }
    current.set(orderId, next);
    return { kind: 'changed', order: next };
  });
  if (steps.length > 0) {
    await parts.orders.save(tx, steps);
    await parts.publisher.changed(tx, steps);
  }
  tx.afterCommit(() => tell(parts, inputs, outcomes, steps));
  return outcomes;
}

/** After the commit: what a rolled-back transaction would have done is neither counted nor logged. */
function tell(
  { metrics, log }: ApplyInputsParts,
  inputs: readonly AddressedInput[],
  outcomes: readonly InputOutcome[],
  steps: readonly OrderStep[],
): void {
  for (const { order, at } of steps) {
    metrics.entered(order.status, (at.getTime() - order.placedAt) / 1_000);
    const reason = 'reason' in order ? order.reason : undefined;
    log.info({ orderId: order.orderId, status: order.status, version: order.version, reason }, 'order_moved');
  }
  for (const [index, { orderId, input }] of inputs.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    metrics.handled(input.type, outcome.kind === 'ignored' ? outcome.because : outcome.kind);
    if (outcome.kind === 'unknown_order') {
      log.warn({ orderId, input: input.type }, 'order_unknown');
    } else if (outcome.kind === 'ignored') {
      const { because, order } = outcome;
      const fields = { orderId, input: input.type, status: order.status, because };
      if (because === 'illegal') log.warn(fields, 'order_input_illegal');
      else log.info(fields, 'order_input_ignored');
    }
  }
}
