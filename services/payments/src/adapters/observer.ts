import type { Logger, Metrics } from '@orpheus/platform/telemetry';
import type { Observer } from '../app/ports.ts';

/** Decisions and provider calls as log lines and metrics. */
export function createObserver(logger: Logger, metrics: Metrics): Observer {
  const decisions = metrics.counter({
    name: 'payment_decisions_total',
    help: 'What payments have come to.',
    labels: ['fact'],
  });
  const ignored = metrics.counter({
    name: 'payment_commands_ignored_total',
    help: 'Commands that changed nothing, by the reason; CONTRADICTION means that the provider is not to be trusted.',
    labels: ['command', 'because'],
  });
  const calls = metrics.histogram({
    name: 'payment_provider_call_seconds',
    help: 'Calls to the provider with their retries.',
    labels: ['operation', 'outcome'],
  });
  return {
    decided({ id, orderId, payment }, command, decision) {
      if (decision.kind === 'DECIDED') {
        decisions.inc({ fact: decision.fact.kind });
        logger.debug({ paymentId: id, orderId, fact: decision.fact.kind }, 'payment_decided');
        return;
      }
      const { because } = decision;
      ignored.inc({ command: command.kind, because });
      const fields = { paymentId: id, orderId, state: payment.state, command: command.kind, because };
      if (because === 'CONTRADICTION') logger.error(fields, 'payment_contradicted');
      else logger.debug(fields, 'payment_command_ignored');
    },
    answered(paymentId, operation, answer, durationMs) {
      calls.observe({ operation, outcome: answer.kind }, durationMs / 1_000);
      if ('failure' in answer) {
        logger.warn(
          { paymentId, operation, outcome: answer.kind, failure: answer.failure },
          'provider_call_failed',
        );
      }
    },
  };
}
