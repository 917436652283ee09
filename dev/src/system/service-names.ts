/** The services of the system, in the order in which they are shown. */
export const SERVICES = ['catalog', 'inventory', 'orders', 'payments'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** Where each listens when nobody else does. */
export const USUAL_PORTS: Readonly<Record<ServiceName, number>> = {
  catalog: 4001,
  inventory: 4002,
  orders: 4003,
  payments: 4004,
};
