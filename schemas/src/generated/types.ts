// Written by `npm run schemas:generate` from the .avsc files. Change those, not this.

/** Whether the product can be bought. ACTIVE: yes. ARCHIVED: no longer, but old orders still name it. UNKNOWN: a newer status that this reader does not know. */
export type ProductStatus =
  | 'ACTIVE'
  | 'ARCHIVED'
  | 'UNKNOWN';

/** An amount of money in one currency, kept as a whole number so that nothing is lost to rounding. */
export interface Money {
  /** Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen. */
  readonly amountMinor: number;
  /** ISO 4217 code in capitals, for instance USD. */
  readonly currency: string;
}

/** The whole current state of one product. The topic is compacted: the latest message of a key is the truth, and a message without a value says that the product was removed. */
export interface Product {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The product; it is the message key. */
  readonly productId: string;
  /** Version of the product after this event. It grows with every change of the product, so the highest one is the latest. */
  readonly version: number;
  /** Stock keeping unit, unique among products. */
  readonly sku: string;
  /** Name as customers see it. */
  readonly name: string;
  /** Description as customers see it; may be empty. */
  readonly description: string;
  /** Whether the product can be bought. */
  readonly status: ProductStatus;
  /** Price of one unit, at most one a currency. Without a price in a currency it cannot be bought in it. */
  readonly prices: readonly Money[];
  /** Categories to which the product belongs, without their parents. */
  readonly categoryIds: readonly string[];
  /** Free properties by name, for instance colour: red. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A shipment was planned for a confirmed order; nothing has left the warehouse yet. */
export interface ShipmentCreated {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The shipment; an order has exactly one. */
  readonly shipmentId: string;
  /** Version of the shipment after this event. It grows with every change of the shipment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is shipped; it is the message key. */
  readonly orderId: string;
}

/** The carrier says that the parcel was delivered. */
export interface ShipmentDelivered {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The shipment; an order has exactly one. */
  readonly shipmentId: string;
  /** Version of the shipment after this event. It grows with every change of the shipment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is shipped; it is the message key. */
  readonly orderId: string;
}

/** The parcel was handed to the carrier. */
export interface ShipmentDispatched {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The shipment; an order has exactly one. */
  readonly shipmentId: string;
  /** Version of the shipment after this event. It grows with every change of the shipment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is shipped; it is the message key. */
  readonly orderId: string;
  /** Name of the carrier. */
  readonly carrier: string;
  /** Number under which the carrier tracks the parcel. */
  readonly trackingNumber: string;
}

/** Why stock could not be had. OUT_OF_STOCK: too few units. PRODUCT_NOT_FOUND: inventory does not know the product. UNKNOWN: a newer reason that this reader does not know. */
export type StockRejectionReason =
  | 'OUT_OF_STOCK'
  | 'PRODUCT_NOT_FOUND'
  | 'UNKNOWN';

/** A product of the order that could not be reserved in the quantity asked for. */
export interface InventoryRejectedLine {
  /** The product that is short or not known. */
  readonly productId: string;
  /** Units that the order asks for, all its lines of this product together. */
  readonly requested: number;
  /** Units that were free at that moment; 0 for a product that is not known. */
  readonly available: number;
}

/** The order was paid after its hold had expired, and the stock was gone by then. The order will be cancelled and refunded. */
export interface StockCommitFailed {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order for which stock is held; it is the message key. Inventory keeps one reservation an order. */
  readonly orderId: string;
  /** Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest. */
  readonly version: number;
  /** Why the stock could not be had again. */
  readonly reason: StockRejectionReason;
  /** The products that made it fail; those that could have been served are left out. */
  readonly lines: readonly InventoryRejectedLine[];
}

/** Units of one product; the lines of an order that name the same product are summed. */
export interface StockLine {
  /** The product. */
  readonly productId: string;
  /** Units of the product. */
  readonly quantity: number;
}

/** The stock of a paid order has left the stock for good: on hand went down by these units. */
export interface StockCommitted {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order for which stock is held; it is the message key. Inventory keeps one reservation an order. */
  readonly orderId: string;
  /** Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest. */
  readonly version: number;
  /** What was taken, one line a product. */
  readonly lines: readonly StockLine[];
}

/** A hold was given up because no payment was confirmed in time; its units are free again. */
export interface StockExpired {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order for which stock is held; it is the message key. Inventory keeps one reservation an order. */
  readonly orderId: string;
  /** Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest. */
  readonly version: number;
  /** What became free, one line a product. */
  readonly lines: readonly StockLine[];
}

/** The whole current stock of one product. The topic is compacted: the latest message of a key is the truth, and under load values in between may be left out. */
export interface StockLevel {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The product; it is the message key. */
  readonly productId: string;
  /** Version of the stock level after this event. It grows with every change of the stock level, so the highest one is the latest. */
  readonly version: number;
  /** Units in the warehouse, held ones included. */
  readonly onHand: number;
  /** Units held for orders that are not paid yet; never more than onHand. */
  readonly reserved: number;
  /** Units that can still be promised: onHand minus reserved. */
  readonly available: number;
}

/** The order cannot be served in full, so nothing at all was held for it. */
export interface StockRejected {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order for which stock is held; it is the message key. Inventory keeps one reservation an order. */
  readonly orderId: string;
  /** Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest. */
  readonly version: number;
  /** Why nothing was held. */
  readonly reason: StockRejectionReason;
  /** The products that made it fail; those that could have been served are left out. */
  readonly lines: readonly InventoryRejectedLine[];
}

/** Stock of a cancelled order is free again. */
export interface StockReleased {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order for which stock is held; it is the message key. Inventory keeps one reservation an order. */
  readonly orderId: string;
  /** Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest. */
  readonly version: number;
  /** true: the stock had been committed and was put back on hand. false: only a hold was released. */
  readonly putBack: boolean;
  /** What became free, one line a product. */
  readonly lines: readonly StockLine[];
}

/** All lines of the order are held for it. The units are still on hand, but not available to others until they are committed, released or expired. */
export interface StockReserved {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order for which stock is held; it is the message key. Inventory keeps one reservation an order. */
  readonly orderId: string;
  /** Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest. */
  readonly version: number;
  /** What is held, one line a product. */
  readonly lines: readonly StockLine[];
  /** The hold is given up at this moment (stock.expired) if no payment was confirmed by then. */
  readonly expiresAt: number;
}

/** Why the order was cancelled. PAYMENT_DECLINED, INSUFFICIENT_FUNDS, FRAUD_SUSPECTED and PAYMENT_ERROR: the payment failed so. RESERVATION_EXPIRED: the stock was held too long without a payment. STOCK_COMMIT_FAILED: paid, but the stock was gone by then. TIMEOUT: still open at its deadline. CUSTOMER: cancelled by the client. UNKNOWN: a newer reason that this reader does not know. */
export type OrderCancellationReason =
  | 'PAYMENT_DECLINED'
  | 'INSUFFICIENT_FUNDS'
  | 'FRAUD_SUSPECTED'
  | 'PAYMENT_ERROR'
  | 'RESERVATION_EXPIRED'
  | 'STOCK_COMMIT_FAILED'
  | 'TIMEOUT'
  | 'CUSTOMER'
  | 'UNKNOWN';

/** The order was cancelled. Its stock goes back (stock.released), and what had been charged is refunded (payment.refunded, then order.refunded). */
export interface OrderCancelled {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order that this is about; it is the message key, so the events of one order are in order. */
  readonly orderId: string;
  /** Version of the order after this event. It grows with every change of the order, so the highest one is the latest. */
  readonly version: number;
  /** The customer who placed the order: the subject of the token with which it was placed. */
  readonly customerId: string;
  /** Why the order was cancelled. */
  readonly reason: OrderCancellationReason;
}

/** The order is paid and its stock is committed. Count revenue from this event; the system itself never takes a confirmed order back. */
export interface OrderConfirmed {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order that this is about; it is the message key, so the events of one order are in order. */
  readonly orderId: string;
  /** Version of the order after this event. It grows with every change of the order, so the highest one is the latest. */
  readonly version: number;
  /** The customer who placed the order: the subject of the token with which it was placed. */
  readonly customerId: string;
  /** The amount that was charged. */
  readonly total: Money;
}

/** One line of the order, priced at the moment at which it was placed. */
export interface OrderLine {
  /** Position in the order, counted from 1. */
  readonly lineNumber: number;
  /** The product that is bought. */
  readonly productId: string;
  /** Stock keeping unit of the product when the order was placed. */
  readonly sku: string;
  /** Name of the product when the order was placed. */
  readonly name: string;
  /** Units of the product, 1 to 1000. */
  readonly quantity: number;
  /** Price of one unit when the order was placed; later price changes do not touch it. */
  readonly unitPrice: Money;
  /** Unit price times quantity. */
  readonly lineTotal: Money;
}

/** An order was accepted. Its stock is not reserved and nothing is paid yet: order.confirmed, order.rejected or order.cancelled tells how it ended. */
export interface OrderCreated {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order that this is about; it is the message key, so the events of one order are in order. */
  readonly orderId: string;
  /** Version of the order after this event. It grows with every change of the order, so the highest one is the latest. */
  readonly version: number;
  /** The customer who placed the order: the subject of the token with which it was placed. */
  readonly customerId: string;
  /** What is bought, 1 to 100 lines. Two lines may name the same product. */
  readonly lines: readonly OrderLine[];
  /** Sum of the line totals; it is the amount that will be charged. */
  readonly total: Money;
  /** Token of the payment method at the payment provider. It is no card number and no personal data. */
  readonly paymentMethod: string;
  /** An order that is still open at this moment is cancelled with the reason TIMEOUT. */
  readonly deadlineAt: number;
}

/** The parcel of the order reached the customer. This is the good end of an order. */
export interface OrderDelivered {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order that this is about; it is the message key, so the events of one order are in order. */
  readonly orderId: string;
  /** Version of the order after this event. It grows with every change of the order, so the highest one is the latest. */
  readonly version: number;
  /** The customer who placed the order: the subject of the token with which it was placed. */
  readonly customerId: string;
  /** The shipment that was delivered; see shipment.delivered. */
  readonly shipmentId: string;
}

/** All that had been charged for a cancelled order was given back. It is final. */
export interface OrderRefunded {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order that this is about; it is the message key, so the events of one order are in order. */
  readonly orderId: string;
  /** Version of the order after this event. It grows with every change of the order, so the highest one is the latest. */
  readonly version: number;
  /** The customer who placed the order: the subject of the token with which it was placed. */
  readonly customerId: string;
  /** The amount that was given back. */
  readonly refunded: Money;
}

/** Why the stock could not be reserved. OUT_OF_STOCK: too few units. PRODUCT_NOT_FOUND: inventory does not know the product. UNKNOWN: a newer reason that this reader does not know. */
export type OrderRejectionReason =
  | 'OUT_OF_STOCK'
  | 'PRODUCT_NOT_FOUND'
  | 'UNKNOWN';

/** A product of the order that could not be reserved in the quantity asked for. */
export interface OrdersRejectedLine {
  /** The product that is short or not known. */
  readonly productId: string;
  /** Units that the order asks for, all its lines of this product together. */
  readonly requested: number;
  /** Units that were free at that moment; 0 for a product that is not known. */
  readonly available: number;
}

/** The order could not be served from stock. It is final, and nothing was charged. */
export interface OrderRejected {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order that this is about; it is the message key, so the events of one order are in order. */
  readonly orderId: string;
  /** Version of the order after this event. It grows with every change of the order, so the highest one is the latest. */
  readonly version: number;
  /** The customer who placed the order: the subject of the token with which it was placed. */
  readonly customerId: string;
  /** Why the order was rejected. */
  readonly reason: OrderRejectionReason;
  /** The products that made it fail; those that could have been served are left out. */
  readonly lines: readonly OrdersRejectedLine[];
}

/** The parcel of the order was handed to the carrier. From here on the order cannot be cancelled. */
export interface OrderShipped {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The order that this is about; it is the message key, so the events of one order are in order. */
  readonly orderId: string;
  /** Version of the order after this event. It grows with every change of the order, so the highest one is the latest. */
  readonly version: number;
  /** The customer who placed the order: the subject of the token with which it was placed. */
  readonly customerId: string;
  /** The shipment that carries the order; see shipment.dispatched. */
  readonly shipmentId: string;
}

/** The charge was taken. An order is charged at most once. */
export interface PaymentConfirmed {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The payment; an order has exactly one. */
  readonly paymentId: string;
  /** Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is paid; it is the message key. */
  readonly orderId: string;
  /** The amount that was charged. */
  readonly amount: Money;
  /** Id of the charge at the payment provider, for reconciliation with its statements. */
  readonly providerReference: string;
}

/** Why it was refused. PAYMENT_DECLINED: by the issuer, without details. INSUFFICIENT_FUNDS: by the issuer, too little money. FRAUD_SUSPECTED: by the provider or by our review. PAYMENT_ERROR: the provider did not accept the request. UNKNOWN: a newer reason that this reader does not know. */
export type PaymentFailureReason =
  | 'PAYMENT_DECLINED'
  | 'INSUFFICIENT_FUNDS'
  | 'FRAUD_SUSPECTED'
  | 'PAYMENT_ERROR'
  | 'UNKNOWN';

/** The charge was refused for good; nothing was taken. */
export interface PaymentFailed {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The payment; an order has exactly one. */
  readonly paymentId: string;
  /** Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is paid; it is the message key. */
  readonly orderId: string;
  /** The amount that was not charged. */
  readonly amount: Money;
  /** Why the charge was refused. */
  readonly reason: PaymentFailureReason;
}

/** Whom the payment waits for. PROVIDER_PENDING: the payment provider. FRAUD_REVIEW: one of our operators, because of the amount. UNKNOWN: a newer reason that this reader does not know. */
export type PaymentPendingReason =
  | 'PROVIDER_PENDING'
  | 'FRAUD_REVIEW'
  | 'UNKNOWN';

/** The charge was neither taken nor refused yet: somebody else has to decide. payment.confirmed or payment.failed follows. */
export interface PaymentPending {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The payment; an order has exactly one. */
  readonly paymentId: string;
  /** Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is paid; it is the message key. */
  readonly orderId: string;
  /** The amount to be charged. */
  readonly amount: Money;
  /** Whom the payment waits for. */
  readonly reason: PaymentPendingReason;
}

/** The provider refused to give the money back; an operator has to see to it. */
export interface PaymentRefundFailed {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The payment; an order has exactly one. */
  readonly paymentId: string;
  /** Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is paid; it is the message key. */
  readonly orderId: string;
  /** The amount that should have been given back. */
  readonly amount: Money;
  /** Reason as the payment provider gave it, for operators; do not branch on it. */
  readonly reason: string;
}

/** Money that had been charged was given back. */
export interface PaymentRefunded {
  /** UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates. */
  readonly eventId: string;
  /** When it happened: the moment at which the owner wrote it down, in UTC. */
  readonly occurredAt: number;
  /** The payment; an order has exactly one. */
  readonly paymentId: string;
  /** Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest. */
  readonly version: number;
  /** The order that is paid; it is the message key. */
  readonly orderId: string;
  /** The amount given back by this refund. */
  readonly amount: Money;
  /** true: with this refund all that was charged is given back. */
  readonly inFull: boolean;
}
