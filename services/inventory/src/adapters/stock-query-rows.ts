import type { MovementView, ReservationView, StockView } from '../app/stock-queries.ts';
import type { Shortage, StockLine } from '../domain/lines.ts';
import type { RejectionReason } from '../domain/reservation.ts';
import type { MovementKind } from '../domain/stock-level.ts';

export interface StockViewRow {
  readonly product_id: string;
  readonly sku: string | null;
  readonly name: string | null;
  readonly product_status: StockView['productStatus'];
  readonly on_hand: string;
  readonly reserved: string;
  readonly version: string;
  readonly updated_at: Date;
}

export interface MovementRow {
  readonly id: string;
  readonly stock_version: string;
  readonly kind: MovementKind;
  readonly on_hand_delta: string;
  readonly reserved_delta: string;
  readonly order_id: string | null;
  readonly reason: string | null;
  readonly actor: string | null;
  readonly at: Date;
}

export interface ReservationViewRow {
  readonly order_id: string;
  readonly status: ReservationView['status'];
  readonly lines: readonly StockLine[];
  readonly expires_at: Date | null;
  readonly reason: RejectionReason | null;
  readonly shortages: readonly Shortage[] | null;
  readonly version: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function stockView(row: StockViewRow): StockView {
  const onHand = Number(row.on_hand);
  const reserved = Number(row.reserved);
  return {
    productId: row.product_id,
    sku: row.sku,
    name: row.name,
    productStatus: row.product_status,
    onHand,
    reserved,
    available: onHand - reserved,
    version: Number(row.version),
    updatedAt: row.updated_at,
  };
}

export function movementView(row: MovementRow): MovementView {
  return {
    id: row.id,
    stockVersion: Number(row.stock_version),
    kind: row.kind,
    onHandDelta: Number(row.on_hand_delta),
    reservedDelta: Number(row.reserved_delta),
    orderId: row.order_id,
    reason: row.reason,
    actor: row.actor,
    at: row.at,
  };
}

export function reservationView(row: ReservationViewRow): ReservationView {
  return {
    orderId: row.order_id,
    status: row.status,
    lines: row.lines,
    expiresAt: row.expires_at,
    reason: row.reason,
    shortages: row.shortages ?? [],
    version: Number(row.version),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
