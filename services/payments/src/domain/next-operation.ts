import type { PaymentState } from './payment.ts';

/** What the provider is to be asked next. */
export type Operation = 'CHARGE' | 'LOOKUP' | 'VOID' | 'REFUND';

export function nextOperation(state: PaymentState): Operation | undefined {
  switch (state) {
    case 'INITIATED':
    case 'CHARGING':
      return 'CHARGE';
    case 'PENDING':
      return 'LOOKUP';
    case 'VOIDING':
      return 'VOID';
    case 'REFUNDING':
      return 'REFUND';
    case 'NEW':
    case 'AWAITING_ORDER':
    case 'AWAITING_STOCK':
    case 'HELD':
    case 'VOIDED':
    case 'FAILED':
    case 'CAPTURED':
    case 'REFUNDED':
    case 'REFUND_FAILED':
      return undefined;
  }
}
