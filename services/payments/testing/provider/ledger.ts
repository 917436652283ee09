import { mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type ChargeStatus = 'captured' | 'pending' | 'declined' | 'voided';

/** A charge as the provider keeps it; a void of a key that was never charged is kept too, so that it counts for later. */
export interface Charge {
  readonly key: string;
  readonly reference: string;
  readonly paymentId: string | undefined;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paymentMethod: string;
  readonly status: ChargeStatus;
  readonly reason?: string;
}

export interface Refund {
  readonly key: string;
  readonly reference: string;
  readonly chargeReference: string;
  readonly amountMinor: number;
}

type Line =
  | { readonly entry: 'charge'; readonly at: string; readonly charge: Charge }
  | { readonly entry: 'refund'; readonly at: string; readonly refund: Refund };

/**
 * What the provider has done, in a file of JSON lines that is written before anybody is answered: it outlives a kill of
 * either side, and tests compare it with the service's tables. `captures` counts each capture, not each charge, so that
 * a double one would show.
 */
export class Ledger {
  readonly #charges = new Map<string, Charge>();
  readonly #keys = new Map<string, string>();
  readonly #refunds = new Map<string, Refund>();
  readonly #captures: string[] = [];
  readonly #file: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a+');
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line !== '') this.#apply(JSON.parse(line) as Line);
    }
  }

  charge(key: string): Charge | undefined {
    return this.#charges.get(key);
  }

  chargeByReference(reference: string): Charge | undefined {
    return this.#charges.get(this.#keys.get(reference) ?? '');
  }

  refund(key: string): Refund | undefined {
    return this.#refunds.get(key);
  }

  charges(): readonly Charge[] {
    return [...this.#charges.values()];
  }

  refunds(): readonly Refund[] {
    return [...this.#refunds.values()];
  }

  /** The keys whose money was taken, once for each time that it was. */
  captures(): readonly string[] {
    return this.#captures;
  }

  recordCharge(charge: Charge): Charge {
    this.#write({ entry: 'charge', at: new Date().toISOString(), charge });
    return charge;
  }

  recordRefund(refund: Refund): Refund {
    this.#write({ entry: 'refund', at: new Date().toISOString(), refund });
    return refund;
  }

  #write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#apply(line);
  }

  #apply(line: Line): void {
    if (line.entry === 'refund') {
      this.#refunds.set(line.refund.key, line.refund);
      return;
    }
    const { charge } = line;
    this.#charges.set(charge.key, charge);
    this.#keys.set(charge.reference, charge.key);
    if (charge.status === 'captured') this.#captures.push(charge.key);
  }
}
