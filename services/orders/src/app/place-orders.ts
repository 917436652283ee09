import type { IdempotencyClaim, IdempotencyOutcome, StoredAnswer, Transaction } from '@orpheus/platform/db';
import { claimIdempotencyKeys, releaseIdempotencyKeys, storeIdempotentAnswers } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import { place } from '../domain/order.ts';
import type { Pricing, PricingFault, WantedLine } from '../domain/pricing.ts';
import { priceOrder } from '../domain/pricing.ts';
import type {
  OfferStore,
  OrderLog,
  OrderMetrics,
  OrderPublisher,
  OrderStore,
  PlacedOrder,
  Transactions,
} from './ports.ts';

export interface PlaceOrderCommand {
  readonly customerId: string;
  readonly currency: string;
  readonly lines: readonly WantedLine[];
  readonly paymentMethod: string;
  readonly claim: IdempotencyClaim;
  readonly cause: Cause;
}

export type PlaceOrderAnswer =
  /** The order is placed, now or by an earlier request with the same key; this is what every such request is told. */
  | { readonly kind: 'answered'; readonly answer: StoredAnswer; readonly replayed: boolean }
  | { readonly kind: 'refused'; readonly faults: readonly PricingFault[] }
  | { readonly kind: 'key_used_otherwise' }
  | { readonly kind: 'key_in_use' };

export interface PlaceOrdersParts {
  readonly db: Transactions;
  readonly orders: OrderStore;
  readonly offers: OfferStore;
  readonly publisher: OrderPublisher;
  readonly metrics: OrderMetrics;
  readonly log: OrderLog;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Milliseconds until an order that has not ended is cancelled. */
  readonly deadlineMs: number;
  /** What the client of a placed order is told. */
  readonly toAnswer: (placed: PlacedOrder) => StoredAnswer;
}

interface Request {
  readonly command: PlaceOrderCommand;
  readonly pricing: Pricing;
}

/** Places the orders of several requests in one transaction. Each gets its own answer; a refused one costs the others nothing. */
export function createPlaceOrders(parts: PlaceOrdersParts) {
  return (commands: readonly PlaceOrderCommand[]): Promise<readonly PlaceOrderAnswer[]> =>
    parts.db.transaction(async (tx) => {
      const requests = await priceAll(parts, tx, commands);
      // Of several requests with one key the first claims it: so those that can be placed come first.
      const inTurn = [
        ...requests.filter(({ pricing }) => pricing.ok),
        ...requests.filter(({ pricing }) => !pricing.ok),
      ];
      const outcomes = await claimIdempotencyKeys(
        tx,
        inTurn.map(({ command }) => command.claim),
      );
      const fresh = inTurn.filter((_, index) => outcomes[index]?.kind === 'new');
      await releaseIdempotencyKeys(
        tx,
        fresh.filter(({ pricing }) => !pricing.ok).map(({ command }) => command.claim),
      );
      const placed = await placeAll(parts, tx, fresh);
      const answers = answerAll(inTurn, outcomes, placed);
      return requests.map((request) => answers.get(request) ?? { kind: 'key_in_use' });
    });
}

async function priceAll(
  { offers }: PlaceOrdersParts,
  tx: Transaction,
  commands: readonly PlaceOrderCommand[],
): Promise<readonly Request[]> {
  const productIds = new Set(commands.flatMap(({ lines }) => lines.map((line) => line.productId)));
  const found = await offers.find(tx, [...productIds]);
  return commands.map((command) => ({
    command,
    pricing: priceOrder(command.lines, command.currency, found),
  }));
}

async function placeAll(
  parts: PlaceOrdersParts,
  tx: Transaction,
  fresh: readonly Request[],
): Promise<ReadonlyMap<Request, StoredAnswer>> {
  const at = parts.now();
  const placed: PlacedOrder[] = [];
  const answers = new Map<Request, StoredAnswer>();
  for (const request of fresh) {
    const { command, pricing } = request;
    if (!pricing.ok) continue;
    const orderId = parts.newId();
    const order = place({
      orderId,
      customerId: command.customerId,
      total: pricing.total,
      placedAt: at.getTime(),
      deadlineAt: at.getTime() + parts.deadlineMs,
    });
    const cause = { ...command.cause, correlationId: orderId };
    const one = { order, lines: pricing.lines, paymentMethod: command.paymentMethod, cause };
    placed.push(one);
    answers.set(request, parts.toAnswer(one));
  }
  if (placed.length === 0) return answers;
  await parts.orders.insert(tx, placed);
  await storeIdempotentAnswers(
    tx,
    [...answers].map(([{ command }, answer]) => ({ ...command.claim, ...answer })),
  );
  await parts.publisher.placed(tx, placed);
  tx.afterCommit(() => {
    for (const { order, lines } of placed) {
      parts.metrics.entered('PENDING', 0);
      parts.log.info({ orderId: order.orderId, lines: lines.length, total: order.total }, 'order_placed');
    }
  });
  return answers;
}

function answerAll(
  inTurn: readonly Request[],
  outcomes: readonly IdempotencyOutcome[],
  placed: ReadonlyMap<Request, StoredAnswer>,
): ReadonlyMap<Request, PlaceOrderAnswer> {
  const answerOf = (request: Request, outcome: IdempotencyOutcome): PlaceOrderAnswer => {
    switch (outcome.kind) {
      case 'stored':
        return { kind: 'answered', answer: outcome.answer, replayed: true };
      case 'running':
        return { kind: 'key_in_use' };
      case 'new':
      case 'repeated':
      case 'mismatch': {
        const first = outcome.kind === 'repeated' ? inTurn[outcome.index] : request;
        const answer = first && placed.get(first);
        if (answer) return { kind: 'answered', answer, replayed: outcome.kind === 'repeated' };
        // The key was given up again, or was used with another body: a refused request is told why it is refused.
        return request.pricing.ok
          ? { kind: 'key_used_otherwise' }
          : { kind: 'refused', faults: request.pricing.faults };
      }
    }
  };
  return new Map(
    inTurn.map((request, index) => {
      const outcome = outcomes[index] ?? { kind: 'running' };
      return [request, answerOf(request, outcome)];
    }),
  );
}
