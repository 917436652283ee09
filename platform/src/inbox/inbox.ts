import type { SqlExecutor, Statement, Transaction } from '../db/transaction.ts';

const claim: Statement = {
  name: 'inbox_claim',
  text: `insert into inbox (consumer, event_id)
    select $1, id from unnest($2::uuid[]) as new (id)
    on conflict do nothing
    returning event_id`,
};

/**
 * Marks events as handled by a consumer, in the handler's transaction, and returns the ids that were not marked before:
 * only these may have an effect. Blocks while another transaction is marking one of the same ids, and answers by how that
 * one ends. The ids are inserted in their own order, so that two consumers of overlapping batches cannot deadlock.
 */
export async function claimEvents(
  tx: Transaction,
  consumer: string,
  eventIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (eventIds.length === 0) return new Set();
  const inOrder = [...new Set(eventIds)].sort();
  const rows = await tx.query<{ event_id: string }>(claim, [consumer, inOrder]);
  return new Set(rows.map((row) => row.event_id));
}

/**
 * Forgets events received before `before` (longer ago than any topic keeps them, so that they cannot come again), at most
 * `limit` at a time. Returns how many.
 */
export async function pruneInbox(db: SqlExecutor, before: Date, limit: number): Promise<number> {
  const rows = await db.query<{ count: string }>(
    `with gone as (
       delete from inbox where ctid = any(array(select ctid from inbox where received_at < $1 limit $2)) returning 1
     ) select count(*) as count from gone`,
    [before, limit],
  );
  return Number(rows[0]?.count ?? 0);
}
