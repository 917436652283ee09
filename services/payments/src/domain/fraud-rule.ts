import type { Money } from './vocabulary.ts';

/** Above which amount a person looks at a payment before it is charged. */
export interface FraudRule {
  /** For every currency that has no limit of its own. */
  readonly defaultLimitMinor: number;
  readonly limitsMinor: Readonly<Record<string, number>>;
}

export function needsReview(amount: Money, rule: FraudRule): boolean {
  return amount.amountMinor > (rule.limitsMinor[amount.currency] ?? rule.defaultLimitMinor);
}
