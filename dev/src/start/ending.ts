import { SERVICES } from '../system/index.ts';
import type { Running } from './bring-up.ts';
import { sampleOrder } from './first-order.ts';
import type { Steps } from './steps.ts';
import { renderTimeline } from './timeline.ts';

/** What a person reads at the end of `npm start`. */
export function showEnding(running: Running, steps: Steps): void {
  const { urls, story, products, customerToken, logFolder } = running;
  const lines = [
    '',
    `order ${story.orderId}`,
    '',
    ...renderTimeline(story.steps),
    '',
    ...SERVICES.map((name) => `  ${name.padEnd(10)} ${urls[name]}  (/openapi.json, /health, /metrics)`),
    `  ${'logs'.padEnd(10)} ${logFolder}`,
    '',
    'Place the next order, and look at it:',
    '',
    `  TOKEN=${customerToken}`,
    `  curl -i ${urls.orders}/v1/orders -H "authorization: Bearer $TOKEN" -H "idempotency-key: $(date +%s%N)" \\`,
    `    -H 'content-type: application/json' -d '${JSON.stringify(sampleOrder(products))}'`,
    `  curl ${urls.orders}/v1/orders -H "authorization: Bearer $TOKEN"`,
    '',
    `ready after ${steps.total()} s; a changed source file restarts its service; Ctrl-C stops everything`,
  ];
  for (const line of lines) console.log(line);
}
