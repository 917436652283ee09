import type { GuardedProcess } from '../guarded-process.ts';

/** What every local server is given. */
export interface LocalServerOptions {
  readonly port: number;
  /** Its own folder, made when missing. */
  readonly data: string;
  readonly logFile: string;
  readonly durable: boolean;
}

/** A started and ready server. */
export interface LocalServer {
  readonly url: string;
  readonly process: GuardedProcess;
}
