export const openStatuses = ['PENDING', 'PROCESSING', 'PAYMENT_PENDING'] as const;
export const orderStatuses = [
  ...openStatuses,
  'CONFIRMED',
  'SHIPPED',
  'DELIVERED',
  'REJECTED',
  'CANCELLED',
  'REFUNDED',
] as const;
export const rejectionReasons = ['OUT_OF_STOCK', 'PRODUCT_NOT_FOUND', 'UNKNOWN'] as const;
export const paymentFailures = [
  'PAYMENT_DECLINED',
  'INSUFFICIENT_FUNDS',
  'FRAUD_SUSPECTED',
  'PAYMENT_ERROR',
  'UNKNOWN',
] as const;
export const cancellationReasons = [
  ...paymentFailures,
  'RESERVATION_EXPIRED',
  'STOCK_COMMIT_FAILED',
  'TIMEOUT',
  'CUSTOMER',
] as const;

/** Why an order ended without being bought: of a rejection or of a cancellation. */
export const endReasons = [
  'OUT_OF_STOCK',
  'PRODUCT_NOT_FOUND',
  ...cancellationReasons,
] as const satisfies readonly (RejectionReason | CancellationReason)[];

export type EndReason = RejectionReason | CancellationReason;
export type OpenStatus = (typeof openStatuses)[number];
export type OrderStatus = (typeof orderStatuses)[number];
export type RejectionReason = (typeof rejectionReasons)[number];
export type PaymentFailure = (typeof paymentFailures)[number];
export type CancellationReason = (typeof cancellationReasons)[number];
