/** One rule that a contract breaks. */
export interface Violation {
  /** The record or file, e.g. `orpheus.orders.OrderCreated`. */
  readonly subject: string;
  /** Path of the field from the record down; empty where it is the record itself. */
  readonly field: string;
  readonly rule: string;
  readonly detail: string;
}

/** `orpheus.orders.OrderCreated, field total.currency, rule type-changed: ...` */
export function describeViolation({ subject, field, rule, detail }: Violation): string {
  return `${subject}${field === '' ? '' : `, field ${field}`}, rule ${rule}: ${detail}`;
}
