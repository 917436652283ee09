import type { Migration } from './migrate.ts';
import type { SqlExecutor, Transaction } from './transaction.ts';

/** The table of stored answers; a service that uses idempotency keys adds it to its migrations. */
export const idempotencyMigration: Migration = {
  name: 'platform_idempotency_keys',
  up: `
    create table idempotency_keys (
      caller      text not null,
      route       text not null,
      key         text not null,
      fingerprint text not null,
      status      smallint,
      body        text,
      headers     jsonb not null default '{}',
      expires_at  timestamptz not null,
      primary key (caller, route, key)
    );
    create index idempotency_keys_expires_at on idempotency_keys (expires_at);
  `,
};

/** Which answer is asked for: a key counts for one caller and one route only. */
export interface IdempotencyRequest {
  readonly caller: string;
  /** The route's operation id. */
  readonly route: string;
  readonly key: string;
}

/** A request with the fingerprint of its body. */
export interface IdempotencyClaim extends IdempotencyRequest {
  readonly fingerprint: string;
}

/** What was answered the first time. */
export interface StoredAnswer {
  readonly status: number;
  /** The body's exact text. */
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer to be kept for the claim of the same transaction. */
export interface IdempotentAnswer extends IdempotencyRequest, StoredAnswer {}

/** What a claim came to. */
export type IdempotencyOutcome =
  /** The key is ours: do the work and store its answer in this transaction. */
  | { readonly kind: 'new' }
  /** Done before: send this. */
  | { readonly kind: 'stored'; readonly answer: StoredAnswer }
  /** The same claim stands earlier in this batch, at `index`: send what that one gets. */
  | { readonly kind: 'repeated'; readonly index: number }
  /** The key was used with another body. */
  | { readonly kind: 'mismatch' }
  /** Claimed by a committed transaction that stored no answer yet. */
  | { readonly kind: 'running' };

interface ClaimedRow {
  readonly caller: string;
  readonly route: string;
  readonly key: string;
}

interface KeyRow extends ClaimedRow {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

// In key order, so that two batches that share keys wait for each other and cannot deadlock. The insert blocks while
// another transaction holds the same key, and the select that follows then sees what that one stored.
const claimStatement = {
  name: 'platform_idempotency_claim',
  text: `insert into idempotency_keys (caller, route, key, fingerprint, expires_at)
    select c.caller, c.route, c.key, c.fingerprint, now() + $5::double precision * interval '1 second'
    from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as c (caller, route, key, fingerprint)
    order by c.caller, c.route, c.key
    on conflict (caller, route, key) do update
      set fingerprint = excluded.fingerprint, status = null, body = null, headers = '{}', expires_at = excluded.expires_at
      where idempotency_keys.expires_at <= now()
    returning caller, route, key`,
};

const readStatement = {
  name: 'platform_idempotency_read',
  text: `select k.caller, k.route, k.key, k.fingerprint, k.status, k.body, k.headers
    from idempotency_keys k
    join unnest($1::text[], $2::text[], $3::text[]) as c (caller, route, key)
      on k.caller = c.caller and k.route = c.route and k.key = c.key`,
};

const storeStatement = {
  name: 'platform_idempotency_store',
  text: `update idempotency_keys k set status = a.status, body = a.body, headers = a.headers
    from unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::jsonb[])
      as a (caller, route, key, status, body, headers)
    where k.caller = a.caller and k.route = a.route and k.key = a.key`,
};

const releaseStatement = {
  name: 'platform_idempotency_release',
  text: `delete from idempotency_keys k
    using unnest($1::text[], $2::text[], $3::text[]) as r (caller, route, key)
    where k.caller = r.caller and k.route = r.route and k.key = r.key and k.status is null`,
};

function identityOf(request: IdempotencyRequest): string {
  return JSON.stringify([request.caller, request.route, request.key]);
}

function columnsOf(requests: readonly IdempotencyRequest[]): [string[], string[], string[]] {
  return [requests.map((r) => r.caller), requests.map((r) => r.route), requests.map((r) => r.key)];
}

function outcomeOf(claim: IdempotencyClaim, row: KeyRow | undefined): IdempotencyOutcome {
  if (row === undefined) return { kind: 'running' };
  if (row.fingerprint !== claim.fingerprint) return { kind: 'mismatch' };
  if (row.status === null) return { kind: 'running' };
  return { kind: 'stored', answer: { status: row.status, body: row.body, headers: row.headers } };
}

async function readRows(
  tx: Transaction,
  claims: readonly IdempotencyClaim[],
): Promise<ReadonlyMap<string, KeyRow>> {
  if (claims.length === 0) return new Map();
  const rows = await tx.query<KeyRow>(readStatement, columnsOf(claims));
  return new Map(rows.map((row) => [identityOf(row), row]));
}

/**
 * Claims the keys of many requests in one transaction and says for each, in their order, what is to be done. A claim of
 * a key that another open transaction holds waits for its end (at most the lock timeout, which then fails the
 * transaction as a passing error). Every `new` key must get its answer by {@link storeIdempotentAnswers}, or be given up
 * by {@link releaseIdempotencyKeys}, before the commit. A key that expired (24 h by default) counts as new.
 */
export async function claimIdempotencyKeys(
  tx: Transaction,
  claims: readonly IdempotencyClaim[],
  ttlSeconds = 86_400,
): Promise<readonly IdempotencyOutcome[]> {
  const firsts = new Map<string, number>();
  claims.forEach((claim, index) => {
    const identity = identityOf(claim);
    if (!firsts.has(identity)) firsts.set(identity, index);
  });
  const distinct = claims.filter((claim, index) => firsts.get(identityOf(claim)) === index);
  if (distinct.length === 0) return [];
  const fingerprints = distinct.map((claim) => claim.fingerprint);
  const claimed = await tx.query<ClaimedRow>(claimStatement, [
    ...columnsOf(distinct),
    fingerprints,
    ttlSeconds,
  ]);
  const ours = new Set(claimed.map(identityOf));
  const others = await readRows(
    tx,
    distinct.filter((claim) => !ours.has(identityOf(claim))),
  );
  return claims.map((claim, index): IdempotencyOutcome => {
    const identity = identityOf(claim);
    if (!ours.has(identity)) return outcomeOf(claim, others.get(identity));
    const first = firsts.get(identity) ?? index;
    if (first === index) return { kind: 'new' };
    return claims[first]?.fingerprint === claim.fingerprint
      ? { kind: 'repeated', index: first }
      : { kind: 'mismatch' };
  });
}

/** Stores the answers of keys that this transaction claimed as `new`. */
export async function storeIdempotentAnswers(
  tx: Transaction,
  answers: readonly IdempotentAnswer[],
): Promise<void> {
  if (answers.length === 0) return;
  await tx.query(storeStatement, [
    ...columnsOf(answers),
    answers.map((answer) => answer.status),
    answers.map((answer) => answer.body),
    answers.map((answer) => JSON.stringify(answer.headers)),
  ]);
}

/** Gives up keys that this transaction claimed, for requests whose answer is not to be kept (refused input). */
export async function releaseIdempotencyKeys(
  tx: Transaction,
  requests: readonly IdempotencyRequest[],
): Promise<void> {
  if (requests.length === 0) return;
  await tx.query(releaseStatement, columnsOf(requests));
}

/** Removes at most `limit` expired keys and returns how many there were; call again while it returns `limit`. */
export async function pruneIdempotencyKeys(database: SqlExecutor, limit = 1_000): Promise<number> {
  const rows = await database.query(
    `delete from idempotency_keys where ctid = any(array(
       select ctid from idempotency_keys where expires_at <= now() limit $1 for update skip locked
     )) returning 1 as pruned`,
    [limit],
  );
  return rows.length;
}
