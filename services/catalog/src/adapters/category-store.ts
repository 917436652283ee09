import type { SqlExecutor, SqlValue, Transaction } from '@orpheus/platform/db';
import type { CategoryStore } from '../app/ports.ts';
import type { Category } from '../domain/category.ts';

interface CategoryRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly slug: string;
  /** bigint */
  readonly version: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const columns = 'id, parent_id, name, slug, version, created_at, updated_at';

function toCategory(row: CategoryRow): Category {
  return {
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    slug: row.slug,
    version: Number(row.version),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

async function idsOf(
  sql: SqlExecutor,
  text: string,
  values: readonly SqlValue[],
): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(text, values);
  return rows.map((row) => row.id);
}

const descendants = `with recursive below (id, level) as (
  select id, 1 from categories where id = $1
  union all
  select child.id, below.level + 1 from categories child join below on child.parent_id = below.id
)`;

const ancestors = `with recursive above (id, parent_id, level) as (
  select id, parent_id, 1 from categories where id = $1
  union all
  select parent.id, parent.parent_id, above.level + 1
  from categories parent join above on parent.id = above.parent_id
)`;

async function count(tx: Transaction, text: string, id: string): Promise<number> {
  const [row] = await tx.query<{ count: string }>(text, [id]);
  return Number(row?.count ?? 0);
}

export const categoryStore: CategoryStore = {
  // Two moves that are each allowed could close a cycle together. Readers, and products that refer to a category, go on.
  async lockTree(tx) {
    await tx.query('lock table categories in share row exclusive mode');
  },

  async find(sql, id) {
    const [row] = await sql.query<CategoryRow>(`select ${columns} from categories where id = $1`, [id]);
    return row && toCategory(row);
  },

  async list(sql, { parentId, afterSlug }, limit) {
    const rows = await sql.query<CategoryRow>(
      `select ${columns} from categories
       where ($1::uuid is null or parent_id = $1) and ($2::text is null or slug > $2)
       order by slug limit $3`,
      [parentId ?? null, afterSlug ?? null, limit],
    );
    return rows.map(toCategory);
  },

  lineage: (sql, id) => idsOf(sql, `${ancestors} select id from above order by level`, [id]),

  async height(sql, id) {
    const [row] = await sql.query<{ height: number | null }>(
      `${descendants} select max(level)::int as height from below`,
      [id],
    );
    return row?.height ?? 0;
  },

  subtree: (sql, id) => idsOf(sql, `${descendants} select id from below`, [id]),

  async keep(tx, ids) {
    if (ids.length === 0) return new Set();
    return new Set(
      await idsOf(tx, 'select id from categories where id = any($1::uuid[]) order by id for key share', [
        ids,
      ]),
    );
  },

  async lockContent(tx, id) {
    await tx.query('select from categories where id = $1 for update', [id]);
    // Statements of their own, so that they see what the lock has waited for.
    return {
      children: await count(tx, 'select count(*) from categories where parent_id = $1', id),
      products: await count(tx, 'select count(*) from product_categories where category_id = $1', id),
    };
  },

  async isSlugTaken(tx, slug, exceptId) {
    const rows = await tx.query('select id from categories where slug = $1 and id <> $2', [slug, exceptId]);
    return rows.length > 0;
  },

  async insert(tx, category) {
    await tx.query(`insert into categories (${columns}) values ($1, $2, $3, $4, $5, $6, $7)`, [
      category.id,
      category.parentId,
      category.name,
      category.slug,
      category.version,
      category.createdAt,
      category.updatedAt,
    ]);
  },

  async update(tx, category) {
    await tx.query(
      'update categories set parent_id = $2, name = $3, slug = $4, version = $5, updated_at = $6 where id = $1',
      [category.id, category.parentId, category.name, category.slug, category.version, category.updatedAt],
    );
  },

  async remove(tx, id) {
    await tx.query('delete from categories where id = $1', [id]);
  },
};
