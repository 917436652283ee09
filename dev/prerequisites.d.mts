/** What this machine has of what the servers need. */
export interface Machine {
  /** A Docker engine answers and `docker compose` is there. */
  readonly docker: boolean;
  /** Major version of `java` on the PATH. */
  readonly java: number | undefined;
  readonly maven: boolean;
}

export function inspectMachine(): Promise<Machine>;

/** Why the local servers cannot run here, one line each; empty when they can. */
export function missingForLocal(machine: Machine): string[];

/** What to install when neither way is open; undefined when one is. */
export function missingPrerequisites(machine: Machine): string | undefined;

/** Major version out of what `java -version` prints ("1.8.0" counts as 8). */
export function javaMajor(printed: string): number | undefined;
