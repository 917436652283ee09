import { randomUUIDv7 } from 'node:crypto';
import { createAvroCodec } from '@orpheus/platform/avro';
import type { OpenDatabase, Transaction } from '@orpheus/platform/db';
import { createDatabase } from '@orpheus/platform/db';
import { createOutbox, outboxMigration } from '@orpheus/platform/outbox';
import { createLogger } from '@orpheus/platform/telemetry';
import { createTestDatabase } from '@orpheus/platform/testing';
import { createLedger } from '../src/adapters/ledger.ts';
import { createProductReplica } from '../src/adapters/product-replica.ts';
import { createReservationStore } from '../src/adapters/reservation-store.ts';
import { createStockStore } from '../src/adapters/stock-store.ts';
import { adjustStock } from '../src/app/adjust-stock.ts';
import { createExpireReservations } from '../src/app/expire-reservations.ts';
import { createOnProductChanged } from '../src/app/on-product-changed.ts';
import { replenishStock } from '../src/app/replenish-stock.ts';
import type { CausedCommand } from '../src/app/settle-orders.ts';
import { createSettleOrders } from '../src/app/settle-orders.ts';
import { sumLines } from '../src/domain/lines.ts';
import type { ReservationCommand } from '../src/domain/reservation.ts';
import { migrations } from '../src/migrations/index.ts';

export interface Discrepancy {
  readonly product_id: string;
}

/** The service's use cases on a real database, without HTTP and broker: for what happens between transactions. */
export async function openInventory() {
  const database = await createTestDatabase();
  const db = await createDatabase({
    url: database.url,
    applicationName: 'inventory-test',
    poolSize: 12,
    migrations: [outboxMigration, ...migrations],
  });
  await db.migrate();
  return { ...useCasesOn(db), db, url: database.url, close: () => db.close().then(() => database.drop()) };
}

export type Inventory = Awaited<ReturnType<typeof openInventory>>;

function useCasesOn(db: OpenDatabase) {
  const time = { now: new Date() };
  const clock = { now: () => time.now };
  const codec = createAvroCodec({ registryUrl: process.env.SCHEMA_REGISTRY_URL ?? '' });
  const outbox = createOutbox({ codec, source: 'inventory', onAppended: () => undefined });
  const stock = createStockStore();
  const ledger = createLedger();
  const products = createProductReplica();
  const reservations = createReservationStore();
  const outcomes: string[] = [];
  const settleOrders = createSettleOrders({
    reservations,
    stock,
    ledger,
    outbox,
    clock,
    outcomes: { count: (outcome) => outcomes.push(outcome) },
    logger: createLogger({ service: 'inventory', level: 'silent' }),
  });
  const onProductChanged = createOnProductChanged({ products, stock, outbox, clock });
  const manual = { stock, ledger, outbox, clock, products };
  const byHand = { reason: 'test', actor: 'tester', cause: { causationId: randomUUIDv7() } };

  return {
    time,
    outcomes,
    settleOrders,
    settle: (commands: readonly CausedCommand[]) => db.transaction((tx) => settleOrders(tx, commands)),
    expire: createExpireReservations({ db, reservations, settleOrders, clock, batchSize: 20 }),
    replenish: (productId: string, quantity: number) =>
      db.transaction((tx) => replenishStock(manual, tx, { ...byHand, productId, quantity })),
    adjust: (productId: string, delta: number) =>
      db.transaction((tx) => adjustStock(manual, tx, { ...byHand, productId, delta })),
    /** Products that the catalogue announced, each with a stock. */
    async addProducts(...onHand: readonly number[]): Promise<readonly string[]> {
      const ids = onHand.map(() => randomUUIDv7());
      await db.transaction((tx) => onProductChanged(tx, ids.map(activeProduct)));
      for (const [index, quantity] of onHand.entries()) {
        if (quantity > 0) {
          await db.transaction((tx) =>
            replenishStock(manual, tx, { ...byHand, productId: ids[index]!, quantity }),
          );
        }
      }
      return ids;
    },
    changeProducts: (tx: Transaction, records: Parameters<typeof onProductChanged>[1]) =>
      onProductChanged(tx, records),
    level: async (productId: string) => {
      const rows = await db.query<{ on_hand: string; reserved: string; version: string }>(
        'select on_hand, reserved, version from stock where product_id = $1',
        [productId],
      );
      return rows.map((row) => ({ onHand: Number(row.on_hand), reserved: Number(row.reserved) }))[0];
    },
    status: async (orderId: string) => {
      const rows = await db.query<{ status: string }>('select status from reservations where order_id = $1', [
        orderId,
      ]);
      return rows[0]?.status;
    },
    discrepancies: () => db.query<Discrepancy>('select * from stock_discrepancies'),
    /** Types of the events in the outbox, oldest first. */
    appended: async () => {
      const rows = await db.query<{ type: string }>(
        `select headers->>'ce_type' as type from outbox order by seq`,
      );
      return rows.map((row) => row.type);
    },
  };
}

function activeProduct(productId: string) {
  const payload = {
    eventId: randomUUIDv7(),
    occurredAt: 0,
    productId,
    version: 1,
    sku: `SKU-${productId}`,
    name: 'Thing',
    description: '',
    status: 'ACTIVE' as const,
    prices: [],
    categoryIds: [],
    attributes: {},
  };
  return { key: productId, version: 1, payload };
}

/** A command with a cause of its own. */
export function command(orderId: string, of: ReservationCommand): CausedCommand {
  return { orderId, command: of, source: { causationId: randomUUIDv7(), correlationId: orderId } };
}

/** An order for these quantities of these products. */
export function order(
  orderId: string,
  lines: Readonly<Record<string, number>>,
  expiresAt = new Date(Date.now() + 900_000),
): CausedCommand {
  const wanted = Object.entries(lines).map(([productId, quantity]) => ({ productId, quantity }));
  return command(orderId, { type: 'RESERVE', lines: sumLines(wanted), expiresAt });
}
