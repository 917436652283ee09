// Written by `npm run schemas:generate` from the .avsc files. Change those, not this.

import type { Contract } from '../avro/contract.ts';
import type {
  Product,
  ShipmentCreated,
  ShipmentDelivered,
  ShipmentDispatched,
  StockCommitFailed,
  StockCommitted,
  StockExpired,
  StockLevel,
  StockRejected,
  StockReleased,
  StockReserved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderDelivered,
  OrderRefunded,
  OrderRejected,
  OrderShipped,
  PaymentConfirmed,
  PaymentFailed,
  PaymentPending,
  PaymentRefundFailed,
  PaymentRefunded,
} from './types.ts';

export const product: Contract<Product> = {
  record: 'orpheus.catalog.Product',
  schema: {
    "type": "record",
    "name": "Product",
    "namespace": "orpheus.catalog",
    "doc": "The whole current state of one product. The topic is compacted: the latest message of a key is the truth, and a message without a value says that the product was removed.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "productId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The product; it is the message key."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the product after this event. It grows with every change of the product, so the highest one is the latest."
      },
      {
        "name": "sku",
        "type": "string",
        "doc": "Stock keeping unit, unique among products."
      },
      {
        "name": "name",
        "type": "string",
        "doc": "Name as customers see it."
      },
      {
        "name": "description",
        "type": "string",
        "doc": "Description as customers see it; may be empty."
      },
      {
        "name": "status",
        "type": {
          "type": "enum",
          "name": "ProductStatus",
          "namespace": "orpheus.catalog",
          "doc": "Whether the product can be bought. ACTIVE: yes. ARCHIVED: no longer, but old orders still name it. UNKNOWN: a newer status that this reader does not know.",
          "symbols": [
            "ACTIVE",
            "ARCHIVED",
            "UNKNOWN"
          ],
          "default": "UNKNOWN"
        },
        "doc": "Whether the product can be bought."
      },
      {
        "name": "prices",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "Money",
            "namespace": "orpheus.money",
            "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
            "fields": [
              {
                "name": "amountMinor",
                "type": "long",
                "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
              },
              {
                "name": "currency",
                "type": "string",
                "doc": "ISO 4217 code in capitals, for instance USD."
              }
            ]
          }
        },
        "doc": "Price of one unit, at most one a currency. Without a price in a currency it cannot be bought in it."
      },
      {
        "name": "categoryIds",
        "type": {
          "type": "array",
          "items": {
            "type": "string",
            "logicalType": "uuid"
          }
        },
        "doc": "Categories to which the product belongs, without their parents."
      },
      {
        "name": "attributes",
        "type": {
          "type": "map",
          "values": "string"
        },
        "doc": "Free properties by name, for instance colour: red."
      }
    ]
  },
};

export const shipmentCreated: Contract<ShipmentCreated> = {
  record: 'orpheus.fulfilment.ShipmentCreated',
  schema: {
    "type": "record",
    "name": "ShipmentCreated",
    "namespace": "orpheus.fulfilment",
    "doc": "A shipment was planned for a confirmed order; nothing has left the warehouse yet.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "shipmentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The shipment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the shipment after this event. It grows with every change of the shipment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is shipped; it is the message key."
      }
    ]
  },
};

export const shipmentDelivered: Contract<ShipmentDelivered> = {
  record: 'orpheus.fulfilment.ShipmentDelivered',
  schema: {
    "type": "record",
    "name": "ShipmentDelivered",
    "namespace": "orpheus.fulfilment",
    "doc": "The carrier says that the parcel was delivered.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "shipmentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The shipment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the shipment after this event. It grows with every change of the shipment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is shipped; it is the message key."
      }
    ]
  },
};

export const shipmentDispatched: Contract<ShipmentDispatched> = {
  record: 'orpheus.fulfilment.ShipmentDispatched',
  schema: {
    "type": "record",
    "name": "ShipmentDispatched",
    "namespace": "orpheus.fulfilment",
    "doc": "The parcel was handed to the carrier.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "shipmentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The shipment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the shipment after this event. It grows with every change of the shipment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is shipped; it is the message key."
      },
      {
        "name": "carrier",
        "type": "string",
        "doc": "Name of the carrier."
      },
      {
        "name": "trackingNumber",
        "type": "string",
        "doc": "Number under which the carrier tracks the parcel."
      }
    ]
  },
};

export const stockCommitFailed: Contract<StockCommitFailed> = {
  record: 'orpheus.inventory.StockCommitFailed',
  schema: {
    "type": "record",
    "name": "StockCommitFailed",
    "namespace": "orpheus.inventory",
    "doc": "The order was paid after its hold had expired, and the stock was gone by then. The order will be cancelled and refunded.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order for which stock is held; it is the message key. Inventory keeps one reservation an order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest."
      },
      {
        "name": "reason",
        "type": {
          "type": "enum",
          "name": "StockRejectionReason",
          "namespace": "orpheus.inventory",
          "doc": "Why stock could not be had. OUT_OF_STOCK: too few units. PRODUCT_NOT_FOUND: inventory does not know the product. UNKNOWN: a newer reason that this reader does not know.",
          "symbols": [
            "OUT_OF_STOCK",
            "PRODUCT_NOT_FOUND",
            "UNKNOWN"
          ],
          "default": "UNKNOWN"
        },
        "doc": "Why the stock could not be had again."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "RejectedLine",
            "namespace": "orpheus.inventory",
            "doc": "A product of the order that could not be reserved in the quantity asked for.",
            "fields": [
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product that is short or not known."
              },
              {
                "name": "requested",
                "type": "long",
                "doc": "Units that the order asks for, all its lines of this product together."
              },
              {
                "name": "available",
                "type": "long",
                "doc": "Units that were free at that moment; 0 for a product that is not known."
              }
            ]
          }
        },
        "doc": "The products that made it fail; those that could have been served are left out."
      }
    ]
  },
};

export const stockCommitted: Contract<StockCommitted> = {
  record: 'orpheus.inventory.StockCommitted',
  schema: {
    "type": "record",
    "name": "StockCommitted",
    "namespace": "orpheus.inventory",
    "doc": "The stock of a paid order has left the stock for good: on hand went down by these units.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order for which stock is held; it is the message key. Inventory keeps one reservation an order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "StockLine",
            "namespace": "orpheus.inventory",
            "doc": "Units of one product; the lines of an order that name the same product are summed.",
            "fields": [
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product."
              },
              {
                "name": "quantity",
                "type": "long",
                "doc": "Units of the product."
              }
            ]
          }
        },
        "doc": "What was taken, one line a product."
      }
    ]
  },
};

export const stockExpired: Contract<StockExpired> = {
  record: 'orpheus.inventory.StockExpired',
  schema: {
    "type": "record",
    "name": "StockExpired",
    "namespace": "orpheus.inventory",
    "doc": "A hold was given up because no payment was confirmed in time; its units are free again.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order for which stock is held; it is the message key. Inventory keeps one reservation an order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "StockLine",
            "namespace": "orpheus.inventory",
            "doc": "Units of one product; the lines of an order that name the same product are summed.",
            "fields": [
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product."
              },
              {
                "name": "quantity",
                "type": "long",
                "doc": "Units of the product."
              }
            ]
          }
        },
        "doc": "What became free, one line a product."
      }
    ]
  },
};

export const stockLevel: Contract<StockLevel> = {
  record: 'orpheus.inventory.StockLevel',
  schema: {
    "type": "record",
    "name": "StockLevel",
    "namespace": "orpheus.inventory",
    "doc": "The whole current stock of one product. The topic is compacted: the latest message of a key is the truth, and under load values in between may be left out.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "productId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The product; it is the message key."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the stock level after this event. It grows with every change of the stock level, so the highest one is the latest."
      },
      {
        "name": "onHand",
        "type": "long",
        "doc": "Units in the warehouse, held ones included."
      },
      {
        "name": "reserved",
        "type": "long",
        "doc": "Units held for orders that are not paid yet; never more than onHand."
      },
      {
        "name": "available",
        "type": "long",
        "doc": "Units that can still be promised: onHand minus reserved."
      }
    ]
  },
};

export const stockRejected: Contract<StockRejected> = {
  record: 'orpheus.inventory.StockRejected',
  schema: {
    "type": "record",
    "name": "StockRejected",
    "namespace": "orpheus.inventory",
    "doc": "The order cannot be served in full, so nothing at all was held for it.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order for which stock is held; it is the message key. Inventory keeps one reservation an order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest."
      },
      {
        "name": "reason",
        "type": {
          "type": "enum",
          "name": "StockRejectionReason",
          "namespace": "orpheus.inventory",
          "doc": "Why stock could not be had. OUT_OF_STOCK: too few units. PRODUCT_NOT_FOUND: inventory does not know the product. UNKNOWN: a newer reason that this reader does not know.",
          "symbols": [
            "OUT_OF_STOCK",
            "PRODUCT_NOT_FOUND",
            "UNKNOWN"
          ],
          "default": "UNKNOWN"
        },
        "doc": "Why nothing was held."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "RejectedLine",
            "namespace": "orpheus.inventory",
            "doc": "A product of the order that could not be reserved in the quantity asked for.",
            "fields": [
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product that is short or not known."
              },
              {
                "name": "requested",
                "type": "long",
                "doc": "Units that the order asks for, all its lines of this product together."
              },
              {
                "name": "available",
                "type": "long",
                "doc": "Units that were free at that moment; 0 for a product that is not known."
              }
            ]
          }
        },
        "doc": "The products that made it fail; those that could have been served are left out."
      }
    ]
  },
};

export const stockReleased: Contract<StockReleased> = {
  record: 'orpheus.inventory.StockReleased',
  schema: {
    "type": "record",
    "name": "StockReleased",
    "namespace": "orpheus.inventory",
    "doc": "Stock of a cancelled order is free again.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order for which stock is held; it is the message key. Inventory keeps one reservation an order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest."
      },
      {
        "name": "putBack",
        "type": "boolean",
        "doc": "true: the stock had been committed and was put back on hand. false: only a hold was released."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "StockLine",
            "namespace": "orpheus.inventory",
            "doc": "Units of one product; the lines of an order that name the same product are summed.",
            "fields": [
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product."
              },
              {
                "name": "quantity",
                "type": "long",
                "doc": "Units of the product."
              }
            ]
          }
        },
        "doc": "What became free, one line a product."
      }
    ]
  },
};

export const stockReserved: Contract<StockReserved> = {
  record: 'orpheus.inventory.StockReserved',
  schema: {
    "type": "record",
    "name": "StockReserved",
    "namespace": "orpheus.inventory",
    "doc": "All lines of the order are held for it. The units are still on hand, but not available to others until they are committed, released or expired.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order for which stock is held; it is the message key. Inventory keeps one reservation an order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the reservation after this event. It grows with every change of the reservation, so the highest one is the latest."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "StockLine",
            "namespace": "orpheus.inventory",
            "doc": "Units of one product; the lines of an order that name the same product are summed.",
            "fields": [
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product."
              },
              {
                "name": "quantity",
                "type": "long",
                "doc": "Units of the product."
              }
            ]
          }
        },
        "doc": "What is held, one line a product."
      },
      {
        "name": "expiresAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "The hold is given up at this moment (stock.expired) if no payment was confirmed by then."
      }
    ]
  },
};

export const orderCancelled: Contract<OrderCancelled> = {
  record: 'orpheus.orders.OrderCancelled',
  schema: {
    "type": "record",
    "name": "OrderCancelled",
    "namespace": "orpheus.orders",
    "doc": "The order was cancelled. Its stock goes back (stock.released), and what had been charged is refunded (payment.refunded, then order.refunded).",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that this is about; it is the message key, so the events of one order are in order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the order after this event. It grows with every change of the order, so the highest one is the latest."
      },
      {
        "name": "customerId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The customer who placed the order: the subject of the token with which it was placed."
      },
      {
        "name": "reason",
        "type": {
          "type": "enum",
          "name": "OrderCancellationReason",
          "namespace": "orpheus.orders",
          "doc": "Why the order was cancelled. PAYMENT_DECLINED, INSUFFICIENT_FUNDS, FRAUD_SUSPECTED and PAYMENT_ERROR: the payment failed so. RESERVATION_EXPIRED: the stock was held too long without a payment. STOCK_COMMIT_FAILED: paid, but the stock was gone by then. TIMEOUT: still open at its deadline. CUSTOMER: cancelled by the client. UNKNOWN: a newer reason that this reader does not know.",
          "symbols": [
            "PAYMENT_DECLINED",
            "INSUFFICIENT_FUNDS",
            "FRAUD_SUSPECTED",
            "PAYMENT_ERROR",
            "RESERVATION_EXPIRED",
            "STOCK_COMMIT_FAILED",
            "TIMEOUT",
            "CUSTOMER",
            "UNKNOWN"
          ],
          "default": "UNKNOWN"
        },
        "doc": "Why the order was cancelled."
      }
    ]
  },
};

export const orderConfirmed: Contract<OrderConfirmed> = {
  record: 'orpheus.orders.OrderConfirmed',
  schema: {
    "type": "record",
    "name": "OrderConfirmed",
    "namespace": "orpheus.orders",
    "doc": "The order is paid and its stock is committed. Count revenue from this event; the system itself never takes a confirmed order back.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that this is about; it is the message key, so the events of one order are in order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the order after this event. It grows with every change of the order, so the highest one is the latest."
      },
      {
        "name": "customerId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The customer who placed the order: the subject of the token with which it was placed."
      },
      {
        "name": "total",
        "type": {
          "type": "record",
          "name": "Money",
          "namespace": "orpheus.money",
          "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
          "fields": [
            {
              "name": "amountMinor",
              "type": "long",
              "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
            },
            {
              "name": "currency",
              "type": "string",
              "doc": "ISO 4217 code in capitals, for instance USD."
            }
          ]
        },
        "doc": "The amount that was charged."
      }
    ]
  },
};

export const orderCreated: Contract<OrderCreated> = {
  record: 'orpheus.orders.OrderCreated',
  schema: {
    "type": "record",
    "name": "OrderCreated",
    "namespace": "orpheus.orders",
    "doc": "An order was accepted. Its stock is not reserved and nothing is paid yet: order.confirmed, order.rejected or order.cancelled tells how it ended.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that this is about; it is the message key, so the events of one order are in order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the order after this event. It grows with every change of the order, so the highest one is the latest."
      },
      {
        "name": "customerId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The customer who placed the order: the subject of the token with which it was placed."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "OrderLine",
            "namespace": "orpheus.orders",
            "doc": "One line of the order, priced at the moment at which it was placed.",
            "fields": [
              {
                "name": "lineNumber",
                "type": "int",
                "doc": "Position in the order, counted from 1."
              },
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product that is bought."
              },
              {
                "name": "sku",
                "type": "string",
                "doc": "Stock keeping unit of the product when the order was placed."
              },
              {
                "name": "name",
                "type": "string",
                "doc": "Name of the product when the order was placed."
              },
              {
                "name": "quantity",
                "type": "long",
                "doc": "Units of the product, 1 to 1000."
              },
              {
                "name": "unitPrice",
                "type": {
                  "type": "record",
                  "name": "Money",
                  "namespace": "orpheus.money",
                  "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
                  "fields": [
                    {
                      "name": "amountMinor",
                      "type": "long",
                      "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
                    },
                    {
                      "name": "currency",
                      "type": "string",
                      "doc": "ISO 4217 code in capitals, for instance USD."
                    }
                  ]
                },
                "doc": "Price of one unit when the order was placed; later price changes do not touch it."
              },
              {
                "name": "lineTotal",
                "type": "orpheus.money.Money",
                "doc": "Unit price times quantity."
              }
            ]
          }
        },
        "doc": "What is bought, 1 to 100 lines. Two lines may name the same product."
      },
      {
        "name": "total",
        "type": "orpheus.money.Money",
        "doc": "Sum of the line totals; it is the amount that will be charged."
      },
      {
        "name": "paymentMethod",
        "type": "string",
        "doc": "Token of the payment method at the payment provider. It is no card number and no personal data."
      },
      {
        "name": "deadlineAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "An order that is still open at this moment is cancelled with the reason TIMEOUT."
      }
    ]
  },
};

export const orderDelivered: Contract<OrderDelivered> = {
  record: 'orpheus.orders.OrderDelivered',
  schema: {
    "type": "record",
    "name": "OrderDelivered",
    "namespace": "orpheus.orders",
    "doc": "The parcel of the order reached the customer. This is the good end of an order.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that this is about; it is the message key, so the events of one order are in order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the order after this event. It grows with every change of the order, so the highest one is the latest."
      },
      {
        "name": "customerId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The customer who placed the order: the subject of the token with which it was placed."
      },
      {
        "name": "shipmentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The shipment that was delivered; see shipment.delivered."
      }
    ]
  },
};

export const orderRefunded: Contract<OrderRefunded> = {
  record: 'orpheus.orders.OrderRefunded',
  schema: {
    "type": "record",
    "name": "OrderRefunded",
    "namespace": "orpheus.orders",
    "doc": "All that had been charged for a cancelled order was given back. It is final.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that this is about; it is the message key, so the events of one order are in order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the order after this event. It grows with every change of the order, so the highest one is the latest."
      },
      {
        "name": "customerId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The customer who placed the order: the subject of the token with which it was placed."
      },
      {
        "name": "refunded",
        "type": {
          "type": "record",
          "name": "Money",
          "namespace": "orpheus.money",
          "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
          "fields": [
            {
              "name": "amountMinor",
              "type": "long",
              "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
            },
            {
              "name": "currency",
              "type": "string",
              "doc": "ISO 4217 code in capitals, for instance USD."
            }
          ]
        },
        "doc": "The amount that was given back."
      }
    ]
  },
};

export const orderRejected: Contract<OrderRejected> = {
  record: 'orpheus.orders.OrderRejected',
  schema: {
    "type": "record",
    "name": "OrderRejected",
    "namespace": "orpheus.orders",
    "doc": "The order could not be served from stock. It is final, and nothing was charged.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that this is about; it is the message key, so the events of one order are in order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the order after this event. It grows with every change of the order, so the highest one is the latest."
      },
      {
        "name": "customerId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The customer who placed the order: the subject of the token with which it was placed."
      },
      {
        "name": "reason",
        "type": {
          "type": "enum",
          "name": "OrderRejectionReason",
          "namespace": "orpheus.orders",
          "doc": "Why the stock could not be reserved. OUT_OF_STOCK: too few units. PRODUCT_NOT_FOUND: inventory does not know the product. UNKNOWN: a newer reason that this reader does not know.",
          "symbols": [
            "OUT_OF_STOCK",
            "PRODUCT_NOT_FOUND",
            "UNKNOWN"
          ],
          "default": "UNKNOWN"
        },
        "doc": "Why the order was rejected."
      },
      {
        "name": "lines",
        "type": {
          "type": "array",
          "items": {
            "type": "record",
            "name": "RejectedLine",
            "namespace": "orpheus.orders",
            "doc": "A product of the order that could not be reserved in the quantity asked for.",
            "fields": [
              {
                "name": "productId",
                "type": {
                  "type": "string",
                  "logicalType": "uuid"
                },
                "doc": "The product that is short or not known."
              },
              {
                "name": "requested",
                "type": "long",
                "doc": "Units that the order asks for, all its lines of this product together."
              },
              {
                "name": "available",
                "type": "long",
                "doc": "Units that were free at that moment; 0 for a product that is not known."
              }
            ]
          }
        },
        "doc": "The products that made it fail; those that could have been served are left out."
      }
    ]
  },
};

export const orderShipped: Contract<OrderShipped> = {
  record: 'orpheus.orders.OrderShipped',
  schema: {
    "type": "record",
    "name": "OrderShipped",
    "namespace": "orpheus.orders",
    "doc": "The parcel of the order was handed to the carrier. From here on the order cannot be cancelled.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that this is about; it is the message key, so the events of one order are in order."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the order after this event. It grows with every change of the order, so the highest one is the latest."
      },
      {
        "name": "customerId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The customer who placed the order: the subject of the token with which it was placed."
      },
      {
        "name": "shipmentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The shipment that carries the order; see shipment.dispatched."
      }
    ]
  },
};

export const paymentConfirmed: Contract<PaymentConfirmed> = {
  record: 'orpheus.payments.PaymentConfirmed',
  schema: {
    "type": "record",
    "name": "PaymentConfirmed",
    "namespace": "orpheus.payments",
    "doc": "The charge was taken. An order is charged at most once.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "paymentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The payment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is paid; it is the message key."
      },
      {
        "name": "amount",
        "type": {
          "type": "record",
          "name": "Money",
          "namespace": "orpheus.money",
          "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
          "fields": [
            {
              "name": "amountMinor",
              "type": "long",
              "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
            },
            {
              "name": "currency",
              "type": "string",
              "doc": "ISO 4217 code in capitals, for instance USD."
            }
          ]
        },
        "doc": "The amount that was charged."
      },
      {
        "name": "providerReference",
        "type": "string",
        "doc": "Id of the charge at the payment provider, for reconciliation with its statements."
      }
    ]
  },
};

export const paymentFailed: Contract<PaymentFailed> = {
  record: 'orpheus.payments.PaymentFailed',
  schema: {
    "type": "record",
    "name": "PaymentFailed",
    "namespace": "orpheus.payments",
    "doc": "The charge was refused for good; nothing was taken.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "paymentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The payment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is paid; it is the message key."
      },
      {
        "name": "amount",
        "type": {
          "type": "record",
          "name": "Money",
          "namespace": "orpheus.money",
          "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
          "fields": [
            {
              "name": "amountMinor",
              "type": "long",
              "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
            },
            {
              "name": "currency",
              "type": "string",
              "doc": "ISO 4217 code in capitals, for instance USD."
            }
          ]
        },
        "doc": "The amount that was not charged."
      },
      {
        "name": "reason",
        "type": {
          "type": "enum",
          "name": "PaymentFailureReason",
          "namespace": "orpheus.payments",
          "doc": "Why it was refused. PAYMENT_DECLINED: by the issuer, without details. INSUFFICIENT_FUNDS: by the issuer, too little money. FRAUD_SUSPECTED: by the provider or by our review. PAYMENT_ERROR: the provider did not accept the request. UNKNOWN: a newer reason that this reader does not know.",
          "symbols": [
            "PAYMENT_DECLINED",
            "INSUFFICIENT_FUNDS",
            "FRAUD_SUSPECTED",
            "PAYMENT_ERROR",
            "UNKNOWN"
          ],
          "default": "UNKNOWN"
        },
        "doc": "Why the charge was refused."
      }
    ]
  },
};

export const paymentPending: Contract<PaymentPending> = {
  record: 'orpheus.payments.PaymentPending',
  schema: {
    "type": "record",
    "name": "PaymentPending",
    "namespace": "orpheus.payments",
    "doc": "The charge was neither taken nor refused yet: somebody else has to decide. payment.confirmed or payment.failed follows.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "paymentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The payment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is paid; it is the message key."
      },
      {
        "name": "amount",
        "type": {
          "type": "record",
          "name": "Money",
          "namespace": "orpheus.money",
          "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
          "fields": [
            {
              "name": "amountMinor",
              "type": "long",
              "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
            },
            {
              "name": "currency",
              "type": "string",
              "doc": "ISO 4217 code in capitals, for instance USD."
            }
          ]
        },
        "doc": "The amount to be charged."
      },
      {
        "name": "reason",
        "type": {
          "type": "enum",
          "name": "PaymentPendingReason",
          "namespace": "orpheus.payments",
          "doc": "Whom the payment waits for. PROVIDER_PENDING: the payment provider. FRAUD_REVIEW: one of our operators, because of the amount. UNKNOWN: a newer reason that this reader does not know.",
          "symbols": [
            "PROVIDER_PENDING",
            "FRAUD_REVIEW",
            "UNKNOWN"
          ],
          "default": "UNKNOWN"
        },
        "doc": "Whom the payment waits for."
      }
    ]
  },
};

export const paymentRefundFailed: Contract<PaymentRefundFailed> = {
  record: 'orpheus.payments.PaymentRefundFailed',
  schema: {
    "type": "record",
    "name": "PaymentRefundFailed",
    "namespace": "orpheus.payments",
    "doc": "The provider refused to give the money back; an operator has to see to it.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "paymentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The payment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is paid; it is the message key."
      },
      {
        "name": "amount",
        "type": {
          "type": "record",
          "name": "Money",
          "namespace": "orpheus.money",
          "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
          "fields": [
            {
              "name": "amountMinor",
              "type": "long",
              "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
            },
            {
              "name": "currency",
              "type": "string",
              "doc": "ISO 4217 code in capitals, for instance USD."
            }
          ]
        },
        "doc": "The amount that should have been given back."
      },
      {
        "name": "reason",
        "type": "string",
        "doc": "Reason as the payment provider gave it, for operators; do not branch on it."
      }
    ]
  },
};

export const paymentRefunded: Contract<PaymentRefunded> = {
  record: 'orpheus.payments.PaymentRefunded',
  schema: {
    "type": "record",
    "name": "PaymentRefunded",
    "namespace": "orpheus.payments",
    "doc": "Money that had been charged was given back.",
    "fields": [
      {
        "name": "eventId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "UUIDv7 of this message, the same on every redelivery and equal to the ce_id header: use it to remove duplicates."
      },
      {
        "name": "occurredAt",
        "type": {
          "type": "long",
          "logicalType": "timestamp-millis"
        },
        "doc": "When it happened: the moment at which the owner wrote it down, in UTC."
      },
      {
        "name": "paymentId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The payment; an order has exactly one."
      },
      {
        "name": "version",
        "type": "long",
        "doc": "Version of the payment after this event. It grows with every change of the payment, so the highest one is the latest."
      },
      {
        "name": "orderId",
        "type": {
          "type": "string",
          "logicalType": "uuid"
        },
        "doc": "The order that is paid; it is the message key."
      },
      {
        "name": "amount",
        "type": {
          "type": "record",
          "name": "Money",
          "namespace": "orpheus.money",
          "doc": "An amount of money in one currency, kept as a whole number so that nothing is lost to rounding.",
          "fields": [
            {
              "name": "amountMinor",
              "type": "long",
              "doc": "Amount in the minor unit of the currency: 1999 with USD is 19.99 dollars, 1999 with JPY is 1999 yen."
            },
            {
              "name": "currency",
              "type": "string",
              "doc": "ISO 4217 code in capitals, for instance USD."
            }
          ]
        },
        "doc": "The amount given back by this refund."
      },
      {
        "name": "inFull",
        "type": "boolean",
        "doc": "true: with this refund all that was charged is given back."
      }
    ]
  },
};
