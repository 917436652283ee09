import type { z } from 'zod';

/** One environment variable that a process cannot start with. */
export interface ConfigFault {
  readonly variable: string;
  /** What is wrong; never the value, since it may be a secret. */
  readonly problem: string;
}

/** The environment does not fit; `faults` names everything that is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(
      ['invalid environment:', ...faults.map((each) => `  ${each.variable}: ${each.problem}`)].join('\n'),
    );
    this.faults = faults;
  }
}

/** The environment as the process got it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a typed configuration from the environment. An empty variable counts as absent, as compose files and charts
 * write it. Throws {@link ConfigError} with all faults at once; values are never part of it.
 */
export function loadConfig<Schema extends z.ZodObject>(schema: Schema, env: Environment): z.output<Schema> {
  const present: Record<string, string> = {};
  for (const variable of Object.keys(schema.shape)) {
    const value = env[variable]?.trim();
    if (value !== undefined && value !== '') present[variable] = value;
  }
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const variable = String(issue.path[0] ?? 'environment');
      return { variable, problem: variable in present ? issue.message : 'is required' };
    }),
  );
}

/** As {@link loadConfig}, for a `main.ts`: on faults it prints the list and ends the process with code 1. */
export function loadConfigOrExit<Schema extends z.ZodObject>(
  schema: Schema,
  env: Environment,
): z.output<Schema> {
  try {
    return loadConfig(schema, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
