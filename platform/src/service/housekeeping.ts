import type { SqlExecutor } from '../db/index.ts';
import { pruneInbox } from '../inbox/index.ts';
import { createWorker, type Worker } from '../worker/index.ts';

const day = 86_400_000;
/** Longer than any topic keeps its messages: an event that is forgotten here cannot come again. */
const inboxRetentionMs = 32 * day;
const batch = 10_000;

/** Forgets the inbox's entries of events that no topic holds any more. */
export function createInboxPruner(
  db: SqlExecutor,
  logger: { warn(fields: object, event: string): void },
): Worker {
  return createWorker({
    name: 'inbox-pruner',
    intervalMs: 3_600_000,
    logger,
    run: async () => (await pruneInbox(db, new Date(Date.now() - inboxRetentionMs), batch)) === batch,
  });
}
