import { z } from 'zod';
import type { MovementView, ReservationView, StockView } from '../app/stock-queries.ts';

const quantity = z.int();
const instant = z.iso.datetime();

export const movementKinds = [
  'REPLENISHED',
  'ADJUSTED',
  'RESERVED',
  'RELEASED',
  'EXPIRED',
  'COMMITTED',
  'PUT_BACK',
] as const;

export const stockResource = z.strictObject({
  productId: z.uuid(),
  sku: z.string().nullable(),
  name: z.string().nullable(),
  productStatus: z.enum(['ACTIVE', 'ARCHIVED', 'REMOVED']),
  onHand: quantity.describe('What is on the shelf'),
  reserved: quantity.describe('How much of it is held for orders'),
  available: quantity.describe('onHand - reserved'),
  version: quantity,
  updatedAt: instant,
});

export const movementResource = z.strictObject({
  id: z.string().describe('Grows with time'),
  stockVersion: quantity.describe('The version of the level that the movement is part of'),
  kind: z.enum(movementKinds),
  onHandDelta: quantity,
  reservedDelta: quantity,
  orderId: z.uuid().nullable(),
  reason: z.string().nullable(),
  actor: z.string().nullable(),
  at: instant,
});

export const reservationResource = z.strictObject({
  orderId: z.uuid(),
  status: z.enum([
    'RESERVED',
    'REJECTED',
    'COMMITTED',
    'EXPIRED',
    'COMMIT_FAILED',
    'RELEASED',
    'PUT_BACK',
    'CANCELLED',
  ]),
  lines: z.array(z.strictObject({ productId: z.uuid(), quantity })),
  expiresAt: instant.nullable(),
  reason: z.enum(['OUT_OF_STOCK', 'PRODUCT_NOT_FOUND']).nullable(),
  shortages: z.array(z.strictObject({ productId: z.uuid(), requested: quantity, available: quantity })),
  version: quantity,
  createdAt: instant,
  updatedAt: instant,
});

export function toStockResource(view: StockView) {
  return { ...view, updatedAt: view.updatedAt.toISOString() };
}

export function toMovementResource(view: MovementView) {
  return { ...view, at: view.at.toISOString() };
}

export function toReservationResource(view: ReservationView) {
  return {
    ...view,
    expiresAt: view.expiresAt?.toISOString() ?? null,
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
  };
}
