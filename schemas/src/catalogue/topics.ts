import { eventTopic, rawTopic, type Service, services, stateTopic, type Topic } from './topic.ts';

/** Topics of typed messages. */
export const topics = {
  products: stateTopic({
    name: 'products',
    about: 'The whole state of each product.',
    owner: 'catalog',
    keyField: 'productId',
  }),
  stockLevels: stateTopic({
    name: 'stock-levels',
    about: 'The whole stock of each product.',
    owner: 'inventory',
    keyField: 'productId',
  }),
  orders: eventTopic({
    name: 'orders',
    about: 'What becomes of each order.',
    owner: 'orders',
    keyField: 'orderId',
  }),
  stock: eventTopic({
    name: 'stock',
    about: "What becomes of each order's stock.",
    owner: 'inventory',
    keyField: 'orderId',
  }),
  payments: eventTopic({
    name: 'payments',
    about: "What becomes of each order's payment.",
    owner: 'payments',
    keyField: 'orderId',
  }),
  shipments: eventTopic({
    name: 'shipments',
    about: "What becomes of each order's parcel.",
    owner: 'fulfilment',
    keyField: 'orderId',
  }),
} as const;

/** Messages that a service could not handle, byte for byte. */
export function deadLetterTopic<Name extends Service>(service: Name): Topic<`${Name}.dlq`, 'key'> {
  return rawTopic({
    name: `${service}.dlq`,
    about: `Messages that ${service} could not handle, byte for byte as they came.`,
    owner: service,
  });
}

/** Dead letters on their way back to the one service that had refused them. */
export function replayTopic<Name extends Service>(service: Name): Topic<`${Name}.replay`, 'key'> {
  return rawTopic({
    name: `${service}.replay`,
    about: `Dead letters that ${service} is asked to handle again.`,
    owner: service,
  });
}

/** Everything that a deployment creates. */
export const allTopics: readonly Topic[] = [
  ...Object.values(topics),
  ...services.flatMap((service) => [deadLetterTopic(service), replayTopic(service)]),
];
