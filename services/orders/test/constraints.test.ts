import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCommand, aProduct, openUseCaseStage, type UseCaseStage } from './support/use-case-stage.ts';

let stage: UseCaseStage;

beforeAll(async () => {
  stage = await openUseCaseStage();
  const mug = aProduct();
  await stage.replicate([mug]);
  await stage.place([aCommand(mug)]);
});

afterAll(() => stage.close());

describe('the database refuses what no order can be, whoever writes it', () => {
  it.each([
    [`update orders set status = 'LOST'`, 'orders_status_known'],
    ['update orders set version = 0', 'orders_version_positive'],
    [`update orders set currency = 'usd'`, 'orders_currency_iso'],
    ['update orders set total_minor = -1', 'orders_total_countable'],
    ['update orders set total_minor = 9007199254740992', 'orders_total_countable'],
    ['update orders set deadline_at = placed_at', 'orders_deadline_after_placing'],
    [`update orders set status = 'CANCELLED'`, 'orders_reason_of_end'],
    [`update orders set status = 'REJECTED', rejected_lines = '[]'`, 'orders_reason_of_end'],
    [
      `update orders set status = 'REJECTED', reason = 'TIMEOUT', rejected_lines = '[]'`,
      'orders_reason_of_end',
    ],
    [`update orders set status = 'CONFIRMED', reason = 'TIMEOUT'`, 'orders_reason_of_end'],
    [`update orders set status = 'CANCELLED', reason = 'BORED'`, 'orders_reason_known'],
    [`update orders set status = 'SHIPPED'`, 'orders_shipment_named'],
    [`update orders set status = 'REFUNDED'`, 'orders_refund_known'],
    ['update orders set refunded_minor = 1', 'orders_refund_known'],
    ['update order_lines set quantity = 0', 'order_lines_quantity_in_range'],
    ['update order_lines set quantity = 1001', 'order_lines_quantity_in_range'],
    ['update order_lines set line_total_minor = 1', 'order_lines_total_exact'],
    ['update order_lines set line_number = 101', 'order_lines_number_in_range'],
    ['update order_lines set unit_price_minor = -1, line_total_minor = -2', 'order_lines_price_not_negative'],
    [`update order_status_history set status = 'LOST'`, 'order_status_history_status_known'],
    [`update product_replica set sku = null`, 'product_replica_complete'],
    [`update product_replica set prices = '{}'`, 'product_replica_prices_list'],
  ])('%s', async (sql, constraint) => {
    await expect(stage.db.query(sql)).rejects.toThrow(constraint);
  });

  it('and history without its order', async () => {
    await expect(stage.db.query('delete from orders')).rejects.toThrow('foreign key');
  });
});
