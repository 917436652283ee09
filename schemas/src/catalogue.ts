import { onTopic } from './catalogue/event.ts';
import { topics } from './catalogue/topics.ts';
import * as contracts from './generated/contracts.ts';

const { orders, stock, payments, shipments, products, stockLevels } = topics;

/** Every event and state record: where it is published, by which key, by whom and for whom. */
export const events = {
  orderCreated: onTopic(orders, 'order.created', contracts.orderCreated, ['inventory', 'payments']),
  orderConfirmed: onTopic(orders, 'order.confirmed', contracts.orderConfirmed, ['fulfilment']),
  orderRejected: onTopic(orders, 'order.rejected', contracts.orderRejected, []),
  orderCancelled: onTopic(orders, 'order.cancelled', contracts.orderCancelled, ['inventory', 'payments']),
  orderShipped: onTopic(orders, 'order.shipped', contracts.orderShipped, []),
  orderDelivered: onTopic(orders, 'order.delivered', contracts.orderDelivered, []),
  orderRefunded: onTopic(orders, 'order.refunded', contracts.orderRefunded, []),

  stockReserved: onTopic(stock, 'stock.reserved', contracts.stockReserved, ['orders', 'payments']),
  stockRejected: onTopic(stock, 'stock.rejected', contracts.stockRejected, ['orders']),
  stockReleased: onTopic(stock, 'stock.released', contracts.stockReleased, []),
  stockExpired: onTopic(stock, 'stock.expired', contracts.stockExpired, ['orders']),
  stockCommitted: onTopic(stock, 'stock.committed', contracts.stockCommitted, ['orders']),
  stockCommitFailed: onTopic(stock, 'stock.commit_failed', contracts.stockCommitFailed, ['orders']),

  paymentPending: onTopic(payments, 'payment.pending', contracts.paymentPending, ['orders']),
  paymentConfirmed: onTopic(payments, 'payment.confirmed', contracts.paymentConfirmed, [
    'inventory',
    'orders',
  ]),
  paymentFailed: onTopic(payments, 'payment.failed', contracts.paymentFailed, ['orders']),
  paymentRefunded: onTopic(payments, 'payment.refunded', contracts.paymentRefunded, ['orders']),
  paymentRefundFailed: onTopic(payments, 'payment.refund_failed', contracts.paymentRefundFailed, []),

  shipmentCreated: onTopic(shipments, 'shipment.created', contracts.shipmentCreated, []),
  shipmentDispatched: onTopic(shipments, 'shipment.dispatched', contracts.shipmentDispatched, ['orders']),
  shipmentDelivered: onTopic(shipments, 'shipment.delivered', contracts.shipmentDelivered, ['orders']),

  product: onTopic(products, 'Product', contracts.product, ['inventory', 'orders']),
  stockLevel: onTopic(stockLevels, 'StockLevel', contracts.stockLevel, ['catalog']),
} as const;

/** The `ce_type` of everything that is published. */
export type EventType = (typeof events)[keyof typeof events]['type'];

export const eventTypes: readonly EventType[] = Object.values(events).map((event) => event.type);
