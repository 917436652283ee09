import type { Migration } from '@orpheus/platform/db';

/**
 * Texts are brought to their indexed form by the application (`wordsOf`), so that what is stored and what is looked up
 * cannot disagree and no database locale matters.
 */
export const catalogTables: Migration = {
  name: '0001_catalog',
  up: `
    create extension if not exists pg_trgm;

    create table categories (
      id         uuid primary key,
      parent_id  uuid references categories,
      name       text not null,
      slug       text collate "C" not null,
      version    bigint not null check (version > 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint categories_slug_key unique (slug),
      constraint categories_not_own_parent check (parent_id <> id)
    );
    create index categories_parent_id on categories (parent_id);

    create table products (
      id          uuid primary key,
      sku         text collate "C" not null,
      name        text not null,
      sort_name   text collate "C" not null,
      description text not null,
      attributes  jsonb not null,
      status      text not null check (status in ('ACTIVE', 'ARCHIVED')),
      version     bigint not null check (version > 0),
      created_at  timestamptz(3) not null,
      updated_at  timestamptz(3) not null,
      constraint products_sku_key unique (sku)
    );
    create index products_newest on products (status, created_at desc, id desc);
    create index products_by_name on products (status, sort_name, id);

    create table product_prices (
      product_id   uuid not null references products on delete cascade,
      currency     text collate "C" not null,
      amount_minor bigint not null check (amount_minor > 0),
      primary key (product_id, currency)
    );
    create index product_prices_by_amount on product_prices (currency, amount_minor, product_id);

    create table product_categories (
      product_id  uuid not null references products on delete cascade,
      category_id uuid not null references categories,
      primary key (product_id, category_id)
    );
    create index product_categories_by_category on product_categories (category_id, product_id);

    create table product_search (
      product_id uuid primary key references products on delete cascade,
      document   tsvector not null
    );
    create index product_search_document on product_search using gin (document);

    -- Words that occur in products: what a misspelt one is compared with. The stem tells that a plural is known.
    create table search_words (
      word text collate "C" primary key,
      stem text collate "C" generated always as ((ts_lexize('english_stem', word))[1]) stored
    );
    create index search_words_stem on search_words (stem);
    create index search_words_trigrams on search_words using gist (word gist_trgm_ops);

    create table stock_levels (
      product_id uuid primary key,
      version    bigint not null,
      deleted    boolean not null,
      on_hand    bigint,
      reserved   bigint,
      available  bigint
    ) with (fillfactor = 80);
  `,
};
