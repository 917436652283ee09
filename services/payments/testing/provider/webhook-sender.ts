import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** `t=<unix seconds>,v1=<HMAC-SHA256 over "t.body", in hex>`, as Stripe signs. */
export function signWebhook(body: string, secret: string, seconds = Math.floor(Date.now() / 1000)): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** One event's body; its id stays the same on every delivery. */
export function webhookBody(type: string, data: object): string {
  return JSON.stringify({ id: `evt_${randomUUID()}`, type, createdAt: new Date().toISOString(), data });
}

/** Posts the event; tries again, signed anew, until it is taken, refused or `stopped`. Returns the last status. */
export async function deliverWebhook(
  target: WebhookTarget,
  body: string,
  stopped: AbortSignal,
  attempts = 6,
): Promise<number> {
  let status = 0;
  for (let attempt = 1; attempt <= attempts && !stopped.aborted; attempt += 1) {
    try {
      const response = await fetch(target.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'provider-signature': signWebhook(body, target.secret),
        },
        body,
        signal: AbortSignal.any([stopped, AbortSignal.timeout(5_000)]),
      });
      await response.body?.cancel();
      status = response.status;
      if (status < 500) return status;
    } catch {
      status = 0;
    }
    await sleep(200 * 2 ** attempt, undefined, { signal: stopped, ref: false }).catch(() => undefined);
  }
  return status;
}
