import { randomUUID } from 'node:crypto';
import { startTestSystem, type TestSystem, type TestSystemOptions } from '@orpheus/dev/testing';
import { type HttpClient, httpClient, waitFor } from '@orpheus/platform/testing';

export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

export interface Order {
  readonly orderId: string;
  readonly status: string;
  readonly reason: string | null;
  readonly total: Money;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  readonly history: readonly { readonly status: string }[];
}

export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
}

export interface Payment {
  readonly paymentId: string;
  readonly status: string;
}

export interface Ledger {
  readonly charges: readonly {
    readonly key: string;
    readonly reference: string;
    readonly amountMinor: number;
    readonly status: string;
  }[];
  /** A key for each capture: a double one stands twice. */
  readonly captures: readonly string[];
  readonly refunds: readonly { readonly chargeReference: string; readonly amountMinor: number }[];
}

export interface OrderRequest {
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  readonly paymentMethod?: string;
  readonly currency?: string;
}

/** States in which nothing more happens by itself; a confirmed order waits for its shipment. */
const quiet = new Set(['CONFIRMED', 'SHIPPED', 'DELIVERED', 'REJECTED', 'CANCELLED', 'REFUNDED']);

/** The whole system seen from outside: by HTTP and by the provider's ledger. */
export interface Shop {
  readonly system: TestSystem;
  readonly customer: HttpClient;
  /** A product that is on sale, with so much on the shelf. */
  product(stock: number, amountMinor?: number): Promise<string>;
  /** Places an order and returns its id. */
  place(request: OrderRequest, idempotencyKey?: string): Promise<string>;
  cancel(orderId: string): Promise<number>;
  order(orderId: string): Promise<Order>;
  /** Waits until the order is in one of these states. */
  reaches(orderId: string, ...statuses: readonly string[]): Promise<Order>;
  stock(productId: string): Promise<Stock>;
  payment(orderId: string): Promise<Payment | undefined>;
  /** An operator's decision on a payment that is held. */
  review(orderId: string, decision: 'approve' | 'reject'): Promise<void>;
  ledger(): Promise<Ledger>;
  changeProvider(behaviour: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Waits until every order is at rest and holds nothing that is not its own, then returns the orders: captured -
   * refunded is the total of the confirmed ones, and each product lacks just what they have taken.
   */
  settled(
    orderIds: readonly string[],
    products: ReadonlyMap<string, number>,
    timeoutMs?: number,
  ): Promise<readonly Order[]>;
  close(): Promise<void>;
}

export async function openShop(settings?: TestSystemOptions['settings']): Promise<Shop> {
  const system = await startTestSystem(settings === undefined ? {} : { settings });
  const { urls } = system;
  const customerToken = await system.token({ subject: randomUUID(), roles: ['customer'] });
  const staffToken = await system.token({ subject: randomUUID(), roles: ['operator', 'admin'] });
  const customer = httpClient(urls.orders, customerToken);
  const payments = httpClient(urls.payments, staffToken);
  const catalog = httpClient(urls.catalog, staffToken);
  const inventory = httpClient(urls.inventory, staffToken);
  const staffOrders = httpClient(urls.orders, staffToken);
  const provider = httpClient(urls.provider, '');

  const shop: Shop = {
    system,
    customer,
    async product(stock, amountMinor = 1_000) {
      const created = await catalog.post('/v1/products', {
        sku: `SKU-${randomUUID().slice(0, 8)}`,
        name: 'A thing',
        prices: [{ amountMinor, currency: 'USD' }],
      });
      expectStatus(created, 201);
      const { productId } = created.body as { productId: string };
      const path = `/v1/stock/${productId}`;
      await waitFor(async () => (await inventory.get(path)).status === 200, { timeoutMs: 20_000 });
      if (stock > 0) {
        const opening = { quantity: stock, reason: 'opening' };
        expectStatus(await inventory.post(`${path}/replenish`, opening, newKey()), 200);
      }
      // Orders knows it as soon as it no longer refuses it: an order of none is refused for its quantity alone.
      await waitFor(
        async () => {
          const body = { currency: 'XXX', lines: [{ productId, quantity: 1 }], paymentMethod: 'tok_approve' };
          const probe = await customer.post('/v1/orders', body, newKey());
          return JSON.stringify(probe.body).includes('price');
        },
        { timeoutMs: 20_000 },
      );
      return productId;
    },
    async place({ lines, paymentMethod = 'tok_approve', currency = 'USD' }, idempotencyKey = randomUUID()) {
      const answer = await customer.post(
        '/v1/orders',
        { currency, lines, paymentMethod },
        { 'idempotency-key': idempotencyKey },
      );
      expectStatus(answer, 202);
      return (answer.body as Order).orderId;
    },
    cancel: async (orderId) => (await customer.post(`/v1/orders/${orderId}/cancel`)).status,
    order: async (orderId) => (await staffOrders.get(`/v1/orders/${orderId}`)).body as Order,
    async reaches(orderId, ...statuses) {
      let order = await shop.order(orderId);
      await waitFor(
        async () => {
          order = await shop.order(orderId);
          if (!statuses.includes(order.status)) throw new Error(`${orderId} is ${order.status}`);
          return true;
        },
        { timeoutMs: 30_000 },
      );
      return order;
    },
    stock: async (productId) => (await inventory.get(`/v1/stock/${productId}`)).body as Stock,
    async payment(orderId) {
      const { body } = await payments.get(`/v1/payments?orderId=${orderId}`);
      return (body as { items: Payment[] }).items[0];
    },
    async review(orderId, decision) {
      const payment = await shop.payment(orderId);
      expectStatus(await payments.post(`/v1/payments/${payment?.paymentId}/review`, { decision }), 200);
    },
    ledger: async () => (await provider.get('/ledger')).body as Ledger,
    async changeProvider(behaviour) {
      expectStatus(await provider.request('PATCH', '/admin/behaviour', { body: behaviour }), 200);
    },
    async settled(orderIds, products, timeoutMs = 60_000) {
      let orders: readonly Order[] = [];
      await waitFor(
        async () => {
          orders = await readAll(orderIds, shop.order);
          const restless = orders.filter((order) => !quiet.has(order.status));
          if (restless.length > 0)
            throw new Error(`${restless.length} orders are not at rest: ${summary(restless)}`);
          await expectMoneyToAgree(orders, await shop.ledger());
          for (const [productId, opening] of products) {
            expectStockToAgree(productId, opening, await shop.stock(productId), orders);
          }
          return true;
        },
        { timeoutMs, intervalMs: 250 },
      );
      return orders;
    },
    close: () => system.close(),
  };
  return shop;
}

const newKey = () => ({ 'idempotency-key': randomUUID() });

async function readAll(
  ids: readonly string[],
  read: (id: string) => Promise<Order>,
): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (let start = 0; start < ids.length; start += 25) {
    orders.push(...(await Promise.all(ids.slice(start, start + 25).map(read))));
  }
  return orders;
}

/** Of a system that served only these orders. */
async function expectMoneyToAgree(orders: readonly Order[], ledger: Ledger): Promise<void> {
  const twice = ledger.captures.filter((key, index) => ledger.captures.indexOf(key) !== index);
  if (twice.length > 0) throw new Error(`captured twice: ${twice.join(', ')}`);
  const captured = sum(
    ledger.charges.filter((each) => ledger.captures.includes(each.key)).map((each) => each.amountMinor),
  );
  const refunded = sum(ledger.refunds.map((each) => each.amountMinor));
  const due = sum(
    orders
      .filter((each) => ['CONFIRMED', 'SHIPPED', 'DELIVERED'].includes(each.status))
      .map((each) => each.total.amountMinor),
  );
  if (captured - refunded !== due) {
    throw new Error(`captured ${captured} - refunded ${refunded} is not the ${due} of the confirmed orders`);
  }
}

function expectStockToAgree(
  productId: string,
  opening: number,
  stock: Stock,
  orders: readonly Order[],
): void {
  const sold = sum(
    orders
      .filter((each) => each.status === 'CONFIRMED')
      .flatMap((each) => each.lines)
      .filter((line) => line.productId === productId)
      .map((line) => line.quantity),
  );
  if (stock.reserved !== 0) throw new Error(`${stock.reserved} of ${productId} are still held`);
  if (stock.onHand !== opening - sold) {
    throw new Error(`${productId}: ${stock.onHand} on hand, but ${opening} - ${sold} sold`);
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** How many orders are in which state. */
export function summary(orders: readonly Order[]): string {
  const counts = new Map<string, number>();
  for (const { status } of orders) counts.set(status, (counts.get(status) ?? 0) + 1);
  return JSON.stringify(Object.fromEntries(counts));
}

function expectStatus(answer: { readonly status: number; readonly body: unknown }, status: number): void {
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
}
