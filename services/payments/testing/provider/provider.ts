import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Behaviour, delayOf, usualBehaviour, type Verdict, verdictOn } from './behaviour.ts';
import type { Charge, ChargeStatus, Ledger } from './ledger.ts';
import { deliverWebhook, type WebhookTarget, webhookBody } from './webhook-sender.ts';

const chargeBody = z.object({
  paymentId: z.string().optional(),
  amountMinor: z.int().min(0),
  currency: z.string().length(3),
  paymentMethod: z.string().min(1),
});
const refundBody = z.object({ chargeReference: z.string(), amountMinor: z.int().min(0) });

/** `status: undefined` says nothing at all, until the caller hangs up. */
export interface Answer {
  readonly status: number | undefined;
  readonly body?: object;
}

const refused = (error: string): Answer => ({ status: 422, body: { error } });

/** What a payment provider does: one charge for one key, whatever happens in between, and webhooks about it. */
export class SimulatedProvider {
  behaviour: Behaviour = usualBehaviour;
  webhook: WebhookTarget | undefined;
  readonly #ledger: Ledger;
  readonly #random: () => number;
  readonly #charging = new Set<string>();
  readonly #failedOnce = new Set<string>();
  readonly #stopped = new AbortController();

  constructor(ledger: Ledger, webhook: WebhookTarget | undefined, random: () => number = Math.random) {
    this.#ledger = ledger;
    this.webhook = webhook;
    this.#random = random;
  }

  /** Settles what was pending when the process ended. */
  resume(): void {
    for (const charge of this.#ledger.charges()) {
      if (charge.status === 'pending')
        void this.#settleLater(charge, verdictOn(charge.paymentMethod, this.behaviour, this.#random));
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  async charge(key: string, body: unknown): Promise<Answer> {
    const parsed = chargeBody.safeParse(body);
    if (!parsed.success) return refused('invalid_request');
    const request = parsed.data;
    const known = this.#ledger.charge(key);
    if (known !== undefined) return this.#repeat(known, request.amountMinor, request.currency);
    if (this.#charging.has(key)) return { status: 409, body: { error: 'in_progress' } };
    this.#charging.add(key);
    try {
      await this.#pause(delayOf(request.paymentMethod, this.behaviour, this.#random));
      // A void that came meanwhile has the last word.
      const voided = this.#ledger.charge(key);
      if (voided !== undefined) return answerOf(voided);
      return this.#decide(key, request, verdictOn(request.paymentMethod, this.behaviour, this.#random));
    } finally {
      this.#charging.delete(key);
    }
  }

  lookup(key: string): Answer {
    const charge = this.#ledger.charge(key);
    return charge === undefined ? { status: 404, body: { error: 'unknown_charge' } } : answerOf(charge);
  }

  void(key: string): Answer {
    const charge = this.#ledger.charge(key);
    if (charge === undefined) {
      const nothing = { paymentId: undefined, amountMinor: 0, currency: 'XXX', paymentMethod: '' };
      return answerOf(this.#record(key, nothing, 'voided'));
    }
    if (charge.status !== 'pending') return answerOf(charge);
    return answerOf(this.#ledger.recordCharge({ ...charge, status: 'voided' }));
  }

  refund(key: string, body: unknown): Answer {
    const parsed = refundBody.safeParse(body);
    if (!parsed.success) return refused('invalid_request');
    const known = this.#ledger.refund(key);
    if (known !== undefined) return { status: 200, body: known };
    if (this.behaviour.refuseRefunds) return refused('account_closed');
    const { chargeReference, amountMinor } = parsed.data;
    const charge = this.#ledger.chargeByReference(chargeReference);
    const before = this.#ledger
      .refunds()
      .filter((refund) => refund.chargeReference === chargeReference)
      .reduce((sum, refund) => sum + refund.amountMinor, 0);
    if (charge?.status !== 'captured' || before + amountMinor > charge.amountMinor)
      return refused('over_refund');
    const refund = this.#ledger.recordRefund({
      key,
      reference: `re_${randomUUID()}`,
      chargeReference,
      amountMinor,
    });
    return { status: 200, body: refund };
  }

  /** Sends what the charge has come to once more, under a new event id. */
  async tell(charge: Charge): Promise<number> {
    if (this.webhook === undefined) return 0;
    return deliverWebhook(this.webhook, webhookBody(`charge.${charge.status}`, charge), this.#stopped.signal);
  }

  #decide(key: string, request: z.output<typeof chargeBody>, verdict: Verdict): Answer {
    switch (verdict.kind) {
      case 'capture':
        return answerOf(this.#announce(this.#record(key, request, 'captured')));
      case 'decline':
        return answerOf(this.#announce(this.#record(key, request, 'declined', verdict.reason)));
      case 'capture_silently':
        this.#announce(this.#record(key, request, 'captured'));
        return { status: undefined };
      case 'pending': {
        const charge = this.#record(key, request, 'pending');
        void this.#settleLater(charge, verdict);
        return answerOf(charge);
      }
      case 'error_once':
        if (this.#failedOnce.has(key))
          return answerOf(this.#announce(this.#record(key, request, 'captured')));
        this.#failedOnce.add(key);
        return { status: 500, body: { error: 'internal' } };
    }
  }

  async #settleLater(charge: Charge, verdict: Verdict): Promise<void> {
    await this.#pause(this.behaviour.settleDelayMs);
    if (this.#stopped.signal.aborted || this.#ledger.charge(charge.key)?.status !== 'pending') return;
    const declined = verdict.kind === 'pending' && verdict.settles === 'decline';
    const settled = this.#ledger.recordCharge(
      declined
        ? { ...charge, status: 'declined', reason: 'card_declined' }
        : { ...charge, status: 'captured' },
    );
    if (this.behaviour.webhooks !== 'none') await this.tell(settled);
  }

  #announce(charge: Charge): Charge {
    if (this.behaviour.webhooks === 'all') void this.tell(charge);
    return charge;
  }

  #record(key: string, request: z.output<typeof chargeBody>, status: ChargeStatus, reason?: string): Charge {
    const { paymentId, amountMinor, currency, paymentMethod } = request;
    const reference = `ch_${randomUUID()}`;
    return this.#ledger.recordCharge({
      key,
      reference,
      paymentId,
      amountMinor,
      currency,
      paymentMethod,
      status,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  #repeat(charge: Charge, amountMinor: number, currency: string): Answer {
    const same = charge.amountMinor === amountMinor && charge.currency === currency;
    return same || charge.status === 'voided' ? answerOf(charge) : refused('key_reused');
  }

  async #pause(delayMs: number): Promise<void> {
    if (delayMs <= 0) return;
    await sleep(delayMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }
}

function answerOf({ reference, status, reason }: Charge): Answer {
  return { status: 200, body: { reference, status, ...(reason === undefined ? {} : { reason }) } };
}
