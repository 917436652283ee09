import type { EventEmitter } from 'node:events';
import type { Logger } from '../telemetry/logger.ts';
import type { Lifecycle } from './lifecycle.ts';

/** The parts of `process` that are used; tests pass their own. */
export interface ProcessPort {
  readonly events: EventEmitter;
  readonly exit: (code: number) => void;
}

const thisProcess: ProcessPort = { events: process, exit: (code) => process.exit(code) };

/**
 * Runs a lifecycle as a process: SIGTERM and SIGINT stop it in good order (exit code 0, or 1 if a part did not end well), a
 * second signal ends it at once (1). An error that nobody caught stops it in good order as well, with code 1: its state
 * is unknown by then, and a restart is safe by design. A start that fails ends with 1.
 */
export async function runProcess(
  lifecycle: Lifecycle,
  logger: Logger,
  { events, exit }: ProcessPort = thisProcess,
): Promise<void> {
  let ending = false;

  const end = (code: number): void => {
    ending = true;
    void lifecycle.stop().then((well) => exit(well ? code : 1));
  };

  const onSignal = (signal: string): void => {
    if (ending) {
      logger.warn({ signal }, 'process_forced');
      exit(1);
      return;
    }
    logger.info({ signal }, 'process_stopping');
    end(0);
  };

  const onFault = (error: unknown): void => {
    logger.fatal({ error }, 'process_fault');
    if (!ending) end(1);
  };

  events.on('SIGTERM', onSignal);
  events.on('SIGINT', onSignal);
  events.on('unhandledRejection', onFault);
  events.on('uncaughtException', onFault);
  try {
    await lifecycle.start();
  } catch (error) {
    logger.fatal({ error }, 'process_start_failed');
    exit(1);
  }
}
