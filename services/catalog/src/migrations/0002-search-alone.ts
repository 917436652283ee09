import type { Migration } from '@orpheus/platform/db';

/**
 * A search ranks every match: with the status beside the document it reads one table instead of two. It is never worth a
 * parallel worker, whose start alone takes longer than most searches.
 */
export const searchAlone: Migration = {
  name: '0002_search_alone',
  up: `
    alter table product_search add column status text;
    update product_search s set status = p.status from products p where p.id = s.product_id;
    alter table product_search alter column status set not null;
    alter table product_search set (parallel_workers = 0);
  `,
};
