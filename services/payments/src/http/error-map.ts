import { Problem } from '@orpheus/platform/http';
import type { Commanded } from '../app/command-payment.ts';

/** A payment that is not there, or not the caller's. */
export function paymentNotFound(): Problem {
  return new Problem({ status: 404, code: 'PAYMENT_NOT_FOUND', title: 'There is no such payment' });
}

/** A command that the payment's state does not allow. */
export function commandRefused(outcome: Exclude<Commanded, { kind: 'DONE' }>): Problem {
  if (outcome.kind === 'NOT_FOUND') return paymentNotFound();
  return new Problem({
    status: 409,
    code: outcome.because,
    title: "The payment's state does not allow this",
    detail: `The payment is ${outcome.record.payment.state}.`,
  });
}

export function webhookRefused(): Problem {
  return new Problem({
    status: 401,
    code: 'SIGNATURE_INVALID',
    title: 'The signature does not match',
    detail: 'Provider-Signature must sign the body by the shared secret, not longer than five minutes ago.',
  });
}
