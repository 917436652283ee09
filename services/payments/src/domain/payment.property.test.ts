import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextOperation } from './next-operation.ts';
import { decide, evolve, type Payment } from './payment.ts';
import type { ChargeOutcome, Command, Fact } from './vocabulary.ts';

const terms = { customerId: 'c', amount: { amountMinor: 500, currency: 'USD' }, paymentMethod: 'tok' };
const rule = (limit: number) => ({ defaultLimitMinor: limit, limitsMinor: {} });

/** The provider as its contract has it: one charge for one key, a void that outlives what comes later. */
type Ledger = 'NONE' | 'PENDING' | 'CAPTURED' | 'DECLINED' | 'VOIDED';

/** What may happen next; the order in which it happens is the test's. */
type Step =
  | 'order'
  | 'stock'
  | 'close'
  | 'approve'
  | 'reject'
  | 'work'
  | 'arrive'
  | 'deliver'
  | 'lose'
  | 'webhook'
  | 'settle'
  | 'giveUp'
  | 'retryRefund';
const steps: readonly Step[] = [
  'order',
  'stock',
  'close',
  'approve',
  'reject',
  'work',
  'work',
  'arrive',
  'arrive',
  'deliver',
  'lose',
  'webhook',
  'settle',
  'giveUp',
  'retryRefund',
];

interface Plan {
  readonly charge: 'CAPTURED' | 'DECLINED' | 'PENDING';
  readonly settlement: 'CAPTURED' | 'DECLINED';
  readonly limit: number;
  readonly steps: readonly Step[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  charge: fc.constantFrom('CAPTURED', 'DECLINED', 'PENDING'),
  settlement: fc.constantFrom('CAPTURED', 'DECLINED'),
  limit: fc.constantFrom(100, 1_000),
  steps: fc.array(fc.constantFrom(...steps), { maxLength: 40 }),
});

class World {
  payment: Payment = { state: 'NEW' };
  ledger: Ledger = 'NONE';
  captures = 0;
  refunds = 0;
  closed = false;
  readonly facts: Fact[] = [];
  readonly #answers: Command[] = [];
  #requests = 0;
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  run(step: Step): void {
    switch (step) {
      case 'order':
        return this.tell({ kind: 'PLACE_ORDER', terms });
      case 'stock':
        return this.tell({ kind: 'GIVE_GO_AHEAD' });
      case 'close':
        this.closed = true;
        return this.tell({ kind: 'CLOSE_ORDER' });
      case 'approve':
        return this.tell({ kind: 'APPROVE_REVIEW' });
      case 'reject':
        return this.tell({ kind: 'REJECT_REVIEW' });
      case 'work':
        return this.ask();
      case 'arrive':
        return this.arrive();
      case 'deliver': {
        const answer = this.#answers.pop();
        return answer === undefined ? undefined : this.tell(answer);
      }
      case 'lose':
        this.#answers.pop();
        return;
      case 'webhook':
        return this.ledger === 'NONE' ? undefined : this.tell(this.report());
      case 'settle':
        if (this.ledger === 'PENDING') this.enter(this.#plan.settlement);
        return;
      case 'giveUp':
        return this.tell({
          kind: this.payment.state === 'REFUNDING' ? 'FAIL_REFUND' : 'GIVE_UP_CHARGE',
          failure: 'x',
        });
      case 'retryRefund':
        return this.tell({ kind: 'RETRY_REFUND' });
    }
  }

  /** Until nothing is left to do: every worker's answer arrives, every pending charge settles. */
  quiesce(): void {
    while (this.#requests > 0) this.run('arrive');
    while (this.#answers.length > 0) this.run('deliver');
    for (let turn = 0; turn < 10; turn += 1) {
      this.run('settle');
      this.run('retryRefund');
      this.run('work');
      this.run('arrive');
      this.run('deliver');
    }
  }

  tell(command: Command): void {
    const decision = decide(this.payment, command, rule(this.#plan.limit));
    if (decision.kind === 'IGNORED') return;
    this.facts.push(decision.fact);
    this.payment = evolve(decision.fact);
  }

  private ask(): void {
    switch (nextOperation(this.payment.state)) {
      case 'CHARGE':
        this.tell({ kind: 'BEGIN_CHARGE' });
        this.#requests += 1;
        return;
      case 'VOID':
        if (this.ledger === 'NONE' || this.ledger === 'PENDING') this.enter('VOIDED');
        this.#answers.push(this.report());
        return;
      case 'LOOKUP':
        this.#answers.push(this.report());
        return;
      case 'REFUND':
        this.refunds = 1;
        this.#answers.push({ kind: 'REPORT_REFUND' });
        return;
      case undefined:
        return;
    }
  }

  /** A charge may be long on its way: past its worker's lease, past the void of its key. */
  private arrive(): void {
    if (this.#requests === 0) return;
    this.#requests -= 1;
    if (this.ledger === 'NONE') this.enter(this.#plan.charge);
    this.#answers.push(this.report());
  }

  private enter(ledger: Ledger): void {
    this.ledger = ledger;
    if (ledger === 'CAPTURED') this.captures += 1;
  }

  private report(): Command {
    return { kind: 'REPORT_CHARGE', outcome: this.outcome() };
  }

  private outcome(): ChargeOutcome {
    switch (this.ledger) {
      case 'CAPTURED':
      case 'PENDING':
        return { kind: this.ledger, reference: 'r' };
      case 'DECLINED':
        return { kind: 'DECLINED', reason: 'PAYMENT_DECLINED' };
      case 'VOIDED':
        return { kind: 'VOIDED' };
      case 'NONE':
        throw new Error('asked for a charge that the provider does not know');
    }
  }
}

function play(plan: Plan): World {
  const world = new World(plan);
  for (const step of plan.steps) world.run(step);
  world.quiesce();
  return world;
}

const count = (world: World, kind: Fact['kind']) => world.facts.filter((fact) => fact.kind === kind).length;

describe('a payment under any order of events, answers, webhooks, losses and cancels', () => {
  it('is captured at most once and told of at most once', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const world = play(plan);
        expect(world.captures).toBeLessThanOrEqual(1);
        expect(count(world, 'CAPTURED') + count(world, 'CAPTURED_IN_VAIN')).toBe(world.captures);
        expect(count(world, 'CAPTURED') + count(world, 'FAILED')).toBeLessThanOrEqual(1);
        expect(count(world, 'REFUNDED')).toBeLessThanOrEqual(world.captures);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never keeps the money of an order that was closed', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const world = play({ ...plan, steps: [...plan.steps, 'close'] });
        expect(world.captures - world.refunds).toBe(0);
        expect(['VOIDED', 'FAILED', 'REFUNDED']).toContain(world.payment.state);
        expect(world.payment.state === 'REFUNDED').toBe(world.captures === 1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with the provider once all is quiet', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const world = play(plan);
        expect(nextOperation(world.payment.state)).toBeUndefined();
        expect(world.payment.state === 'CAPTURED').toBe(world.captures === 1 && world.refunds === 0);
        if (world.payment.state === 'CAPTURED') expect(world.closed).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('charges nothing before both the order and the go-ahead are known', () => {
    const without = (missing: Step) =>
      plans.map((plan) => ({ ...plan, steps: plan.steps.filter((step) => step !== missing) }));
    fc.assert(
      fc.property(fc.oneof(without('order'), without('stock')), (plan) => {
        expect(play(plan).ledger).toBe('NONE');
      }),
    );
  });
});
