import type { Transaction } from '@orpheus/platform/db';
import type { Product } from '../domain/product.ts';
import { isCorrectable, wordsOf } from '../domain/search-terms.ts';

/** A product's words by weight: what it is called counts most, what is told about it least. */
function texts(product: Product): { readonly name: string; readonly facts: string; readonly story: string } {
  return {
    name: words(`${product.name} ${product.sku}`),
    facts: words(Object.values(product.attributes).join(' ')),
    story: words(product.description),
  };
}

function words(text: string): string {
  return wordsOf(text).join(' ');
}

function vocabularyOf(products: readonly Product[]): readonly string[] {
  const found = new Set<string>();
  for (const { name, attributes, description } of products) {
    for (const word of wordsOf([name, ...Object.values(attributes), description].join(' '))) {
      if (isCorrectable(word)) found.add(word);
    }
  }
  // Sorted, so that two transactions that add the same words wait for each other and cannot deadlock.
  return [...found].sort();
}

/**
 * Words as they are written, for beginnings of words, and their English stems, for their other forms. Of descriptions the
 * stems alone: ranking reads the whole document of every match, and descriptions are most of it.
 */
const documentSql = `setweight(to_tsvector('simple', name) || to_tsvector('english', name), 'A')
  || setweight(to_tsvector('simple', facts) || to_tsvector('english', facts), 'B')
  || setweight(to_tsvector('english', story), 'D')`;

/** Makes products findable by their current words; part of the transaction that changes them. */
export async function indexProducts(tx: Transaction, products: readonly Product[]): Promise<void> {
  const found = products.map(texts);
  await tx.query(
    `insert into product_search (product_id, status, document)
     select id, status, ${documentSql}
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as new (id, status, name, facts, story)
     on conflict (product_id) do update set status = excluded.status, document = excluded.document`,
    [
      products.map((product) => product.id),
      products.map((product) => product.status),
      found.map((text) => text.name),
      found.map((text) => text.facts),
      found.map((text) => text.story),
    ],
  );
  await tx.query(
    `insert into search_words (word)
     select word from unnest($1::text[]) with ordinality as new (word, place)
     where not exists (select from search_words known where known.word = new.word)
     order by place
     on conflict (word) do nothing`,
    [vocabularyOf(products)],
  );
}
