import { expect, test } from '@jest/globals';
import { runInContext } from './context.ts';
import { createLogger } from './logger.ts';

function capture() {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    service: 'orders',
    level: 'info',
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  return { lines, logger };
}

test('a line is an event with fields', () => {
  const { lines, logger } = capture();
  logger.info({ quantity: 2 }, 'order_placed');
  logger.debug('unheard');
  expect(lines).toEqual([
    expect.objectContaining({ level: 'info', service: 'orders', msg: 'order_placed', quantity: 2 }),
  ]);
  expect(String(lines[0]?.['time'])).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('carries the ids of the running work through awaits, inner ones added to outer ones', async () => {
  const { lines, logger } = capture();
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await runInContext({ traceparent, requestId: 'r-1' }, async () => {
    await Promise.resolve();
    runInContext({ orderId: 'o-1' }, () => logger.info('inner'));
    logger.info('outer');
  });
  logger.info('after');
  expect(lines[0]).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    requestId: 'r-1',
    orderId: 'o-1',
  });
  expect(lines[1]).not.toHaveProperty('orderId');
  expect(lines[2]).not.toHaveProperty('traceId');
});

test('censors what looks like a secret or a person, two levels deep', () => {
  const { lines, logger } = capture();
  const secret = 'hunter2';
  logger.info(
    {
      authorization: secret,
      headers: { cookie: secret, 'set-cookie': secret },
      user: { profile: { email: secret, phone: secret } },
      paymentMethod: secret,
      orderId: 'o-1',
    },
    'seen',
  );
  expect(JSON.stringify(lines)).not.toContain(secret);
  expect(lines[0]).toMatchObject({ orderId: 'o-1', authorization: '[redacted]' });
});

test('an error is logged with its code and cause, and without what hangs on it', () => {
  const { lines, logger } = capture();
  const cause = Object.assign(new TypeError('inner'), { code: '23505', parameters: ['hunter2'] });
  logger.error({ error: new Error('outer', { cause }) }, 'failed');
  logger.error({ error: 'text' }, 'failed');
  expect(lines[0]).toMatchObject({
    error: { type: 'Error', message: 'outer', cause: { type: 'TypeError', message: 'inner', code: '23505' } },
  });
  expect(JSON.stringify(lines)).not.toContain('hunter2');
  expect(lines[1]).toMatchObject({ error: { message: 'text' } });
});
