import { join, resolve } from 'node:path';

/** Where a checkout keeps what it makes while it runs: one folder, ignored by git, cleared by `npm run reset`. */
export interface Layout {
  /** The checkout itself. */
  readonly checkout: string;
  /** `.orpheus`, or what `ORPHEUS_HOME` names. */
  readonly home: string;
  /** Downloaded servers; survives a reset. */
  readonly cache: string;
  /** Data of the servers. */
  readonly data: string;
  readonly logs: string;
}

/** The folders of this checkout. `ORPHEUS_HOME` moves them all, for a second system out of the same checkout. */
export function layoutOf(environment: NodeJS.ProcessEnv): Layout {
  const checkout = resolve(import.meta.dirname, '../../..');
  const home = resolve(checkout, environment['ORPHEUS_HOME'] ?? '.orpheus');
  return {
    checkout,
    home,
    cache: join(home, 'cache'),
    data: join(home, 'data'),
    logs: join(home, 'logs'),
  };
}
