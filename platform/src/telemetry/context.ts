import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** What is known about the work that is running; each log line carries it. */
export interface WorkContext {
  readonly traceparent?: string | undefined;
  readonly requestId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly eventId?: string | undefined;
}

const workKey = createContextKey('orpheus.work');

// OpenTelemetry's own context manager is the only AsyncLocalStorage: an SDK that is plugged in later shares it, and
// spans and log lines cannot disagree. Refused, harmlessly, where an SDK has set one already.
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

function isWorkContext(value: unknown): value is WorkContext {
  return typeof value === 'object' && value !== null;
}

/** The context of the running work; empty outside of any. */
export function currentContext(): WorkContext {
  const value = context.active().getValue(workKey);
  return isWorkContext(value) ? value : {};
}

/** Runs `work` with a context of its own, through all that it awaits. Fields of an outer context are kept unless given. */
export function runInContext<T>(fields: WorkContext, work: () => T): T {
  const active = context.active();
  const outer = active.getValue(workKey);
  const merged = isWorkContext(outer) ? { ...outer, ...fields } : fields;
  return context.with((active ?? ROOT_CONTEXT).setValue(workKey, merged), work);
}
