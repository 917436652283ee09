import type { Transaction } from '@orpheus/platform/db';
import type { Cause, NewEvent } from '@orpheus/platform/events';
import type { Outbox } from '@orpheus/platform/outbox';
import type { Logger } from '@orpheus/platform/telemetry';
import type { Reservation } from '../domain/reservation.ts';
import type { OrderCommand, Settlement, Step } from '../domain/settlement.ts';
import { settle } from '../domain/settlement.ts';
import type { StockLevel } from '../domain/stock-level.ts';
import type {
  Clock,
  Ledger,
  LedgerEntry,
  OutcomeCounter,
  ReservationChange,
  ReservationStore,
  StockStore,
  Versioned,
} from './ports.ts';
import { publicEventOf, stockLevelEvent } from './stock-events.ts';

/** A command for an order, with what caused it. */
export type CausedCommand = OrderCommand<Cause>;

export interface SettleOrdersParts {
  readonly reservations: ReservationStore;
  readonly stock: StockStore;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly outcomes: OutcomeCounter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Settles the commands of many orders in the open transaction; `locked` are reservations that it has locked already. */
export type SettleOrders = (
  tx: Transaction,
  commands: readonly CausedCommand[],
  locked?: ReadonlyMap<string, Versioned<Reservation>>,
) => Promise<void>;

export function createSettleOrders(parts: SettleOrdersParts): SettleOrders {
  return async (tx, commands, locked) => {
    const before =
      locked ?? (await parts.reservations.lock(tx, distinct(commands.map((each) => each.orderId))));
    const levels = await parts.stock.lock(tx, productsOf(commands, before));
    const settlement = settle(commands, statesOf(before), statesOf(levels));
    report(parts, tx, settlement.steps);
    if (settlement.reservations.size > 0) await save(parts, tx, settlement, before, levels);
  };
}

async function save(
  parts: SettleOrdersParts,
  tx: Transaction,
  settlement: Settlement<Cause>,
  before: ReadonlyMap<string, Versioned<Reservation>>,
  levels: ReadonlyMap<string, Versioned<StockLevel>>,
): Promise<void> {
  const at = parts.clock.now();
  const versions = new Map([...before].map(([orderId, each]) => [orderId, each.version]));
  const newLevels = new Map(
    [...settlement.levels].map(([productId, state]) => [
      productId,
      { state, version: (levels.get(productId)?.version ?? 0) + 1 },
    ]),
  );
  const entries: LedgerEntry[] = [];
  const events: NewEvent[] = [];
  const causes = new Map<string, Cause>();
  for (const { orderId, event, movements, source } of settlement.steps) {
    if (event === undefined) continue;
    const version = (versions.get(orderId) ?? 0) + 1;
    versions.set(orderId, version);
    const published = publicEventOf(orderId, version, event, source);
    if (published !== undefined) events.push(published);
    for (const movement of movements) {
      const stockVersion = newLevels.get(movement.productId)?.version ?? 0;
      entries.push({ ...movement, stockVersion, orderId, reason: undefined, actor: undefined });
      causes.set(movement.productId, source);
    }
  }
  const changes = [...settlement.reservations].map(([orderId, reservation]): ReservationChange => {
    const loadedVersion = before.get(orderId)?.version ?? 0;
    return { orderId, reservation, loadedVersion, version: versions.get(orderId) ?? 0 };
  });
  await parts.ledger.append(tx, entries, at);
  await parts.reservations.save(tx, changes, at);
  await parts.stock.save(tx, [...newLevels.values()], at);
  // One event a product, however many orders moved it: the topic carries states, not steps. It names the last cause, but
  // no order, for it belongs to all of them.
  for (const [productId, cause] of causes) {
    const level = newLevels.get(productId);
    if (level !== undefined) events.push(stockLevelEvent(level, { ...cause, correlationId: undefined }));
  }
  await parts.outbox.append(tx, events);
}

function report(parts: SettleOrdersParts, tx: Transaction, steps: readonly Step<Cause>[]): void {
  tx.afterCommit(() => {
    for (const { orderId, outcome, event } of steps) {
      parts.outcomes.count(outcome);
      if (event === undefined)
        parts.logger.info({ orderId, because: outcome }, 'reservation_command_ignored');
      else parts.logger.debug({ orderId, outcome }, 'reservation_changed');
    }
  });
}

/** The products that the commands may touch: what new orders want, and what known ones hold or held. */
function productsOf(
  commands: readonly CausedCommand[],
  reservations: ReadonlyMap<string, Versioned<Reservation>>,
): readonly string[] {
  const productIds = new Set<string>();
  for (const { command, orderId } of commands) {
    if (command.type === 'RESERVE' && !reservations.has(orderId)) {
      for (const line of command.lines) productIds.add(line.productId);
    }
  }
  for (const { state } of reservations.values()) {
    if ('lines' in state) for (const line of state.lines) productIds.add(line.productId);
  }
  return [...productIds];
}

function statesOf<State>(versioned: ReadonlyMap<string, Versioned<State>>): ReadonlyMap<string, State> {
  return new Map([...versioned].map(([id, each]) => [id, each.state]));
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
