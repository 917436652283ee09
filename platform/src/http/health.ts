/** What a check says about itself when all is well; shown to operators. */
export type HealthDetails = Readonly<Record<string, unknown>>;

/** One thing that must hold. It throws, or rejects, when it does not. */
export interface HealthCheck {
  readonly name: string;
  readonly check: () => HealthDetails | void | Promise<HealthDetails | void>;
}

/** How one check ended. */
export interface CheckReport {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly details?: HealthDetails;
  readonly error?: string;
}

/** How all checks ended. */
export interface HealthReport {
  readonly ok: boolean;
  readonly checks: readonly CheckReport[];
}

/** A process's health. */
export interface Health {
  /** Liveness: a failure means that only a restart helps. Such a check never touches a dependency. */
  addLiveness(check: HealthCheck): void;
  /** Readiness: a failure means that no requests should come now. */
  addReadiness(check: HealthCheck): void;
  /** From now on not ready, whatever the checks say. */
  drain(): void;
  readonly live: () => Promise<HealthReport>;
  readonly ready: () => Promise<HealthReport>;
}

async function underDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function runCheck({ name, check }: HealthCheck, timeoutMs: number): Promise<CheckReport> {
  const startedAt = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    const details = await underDeadline(
      Promise.resolve().then(() => check()),
      timeoutMs,
    );
    return { name, ok: true, durationMs: durationMs(), ...(details ? { details } : {}) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, ok: false, durationMs: durationMs(), error: reason };
  }
}

async function runChecks(checks: readonly HealthCheck[], timeoutMs: number): Promise<HealthReport> {
  const reports = await Promise.all(checks.map((check) => runCheck(check, timeoutMs)));
  return { ok: reports.every((report) => report.ok), checks: reports };
}

/** Health from named checks; one that has not answered within `timeoutMs` (2,000 by default) has failed. */
export function createHealth(timeoutMs = 2_000): Health {
  const liveness: HealthCheck[] = [];
  const readiness: HealthCheck[] = [];
  let draining = false;
  readiness.push({
    name: 'accepting',
    check: () => {
      if (draining) throw new Error('stopping');
    },
  });
  return {
    addLiveness: (check) => void liveness.push(check),
    addReadiness: (check) => void readiness.push(check),
    drain: () => {
      draining = true;
    },
    live: () => runChecks(liveness, timeoutMs),
    ready: () => runChecks(readiness, timeoutMs),
  };
}
