import { z } from 'zod';

/** What of the behaviour is to change. */
export const behaviourChange = z.strictObject({
  /** For payment methods that are no token with a meaning; what is left of 1 stays pending. */
  approveChance: z.number().min(0).max(1).exactOptional(),
  declineChance: z.number().min(0).max(1).exactOptional(),
  minDelayMs: z.int().min(0).exactOptional(),
  maxDelayMs: z.int().min(0).exactOptional(),
  /** Before the answer to a token; tokens answer at once by default. */
  tokenDelayMs: z.int().min(0).exactOptional(),
  /** How long a pending charge takes to settle. */
  settleDelayMs: z.int().min(0).exactOptional(),
  /** How long `tok_timeout_charged` keeps silent. */
  silenceMs: z.int().min(0).exactOptional(),
  /** `settled`: for what was pending; `all`: for each outcome; `none`: lost. */
  webhooks: z.enum(['settled', 'all', 'none']).exactOptional(),
  /** Answers 503 to everything. */
  unavailable: z.boolean().exactOptional(),
  refuseRefunds: z.boolean().exactOptional(),
});

/** How the simulated provider behaves; an operator or a test changes it while it runs. */
export type Behaviour = Required<z.output<typeof behaviourChange>>;

export const usualBehaviour: Behaviour = {
  approveChance: 0.8,
  declineChance: 0.15,
  minDelayMs: 100,
  maxDelayMs: 2_000,
  tokenDelayMs: 0,
  settleDelayMs: 500,
  silenceMs: 60_000,
  webhooks: 'settled',
  unavailable: false,
  refuseRefunds: false,
};

export type Verdict =
  | { readonly kind: 'capture' | 'error_once' | 'capture_silently' }
  | { readonly kind: 'pending'; readonly settles: 'capture' | 'decline' }
  | { readonly kind: 'decline'; readonly reason: string };

const tokens: Readonly<Record<string, Verdict>> = {
  tok_approve: { kind: 'capture' },
  tok_decline: { kind: 'decline', reason: 'card_declined' },
  tok_insufficient_funds: { kind: 'decline', reason: 'insufficient_funds' },
  tok_fraud: { kind: 'decline', reason: 'fraud_suspected' },
  tok_pending: { kind: 'pending', settles: 'capture' },
  tok_pending_decline: { kind: 'pending', settles: 'decline' },
  tok_timeout_charged: { kind: 'capture_silently' },
  tok_error_then_ok: { kind: 'error_once' },
};

export function verdictOn(paymentMethod: string, behaviour: Behaviour, random: () => number): Verdict {
  const token = tokens[paymentMethod];
  if (token !== undefined) return token;
  const draw = random();
  if (draw < behaviour.approveChance) return { kind: 'capture' };
  if (draw < behaviour.approveChance + behaviour.declineChance) {
    return { kind: 'decline', reason: random() < 0.7 ? 'card_declined' : 'insufficient_funds' };
  }
  return { kind: 'pending', settles: random() < 0.8 ? 'capture' : 'decline' };
}

export function delayOf(paymentMethod: string, behaviour: Behaviour, random: () => number): number {
  if (paymentMethod in tokens) return behaviour.tokenDelayMs;
  return behaviour.minDelayMs + random() * Math.max(0, behaviour.maxDelayMs - behaviour.minDelayMs);
}
