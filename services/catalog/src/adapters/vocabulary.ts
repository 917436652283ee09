import type { SqlExecutor } from '@orpheus/platform/db';
import type { Vocabulary } from '../app/ports.ts';
import { isCorrectable } from '../domain/search-terms.ts';

/**
 * Below pg_trgm's default threshold, which no index scan goes: two letters swapped in a short word leave few trigrams
 * in common. The nearest are taken, however far; the rules of spelling sort out what is too far.
 */
const CANDIDATES = 40;

interface TermRow {
  readonly term: string;
  readonly stem: string | null;
  readonly known: boolean;
}

async function similarWords(sql: SqlExecutor, term: string): Promise<readonly string[]> {
  const rows = await sql.query<{ word: string }>(
    {
      name: 'catalog_similar_words',
      text: `select word from search_words order by word <-> $1 limit ${CANDIDATES}`,
    },
    [term],
  );
  return rows.map((row) => row.word);
}

export const vocabulary: Vocabulary = {
  async lookUp(sql, terms) {
    if (terms.length === 0) return [];
    const rows = await sql.query<TermRow>(
      {
        name: 'catalog_known_words',
        text: `select term, (ts_lexize('english_stem', term))[1] as stem,
            exists (select from search_words
              where word >= term collate "C" and word < (term || U&'\\+10FFFF') collate "C")
            or exists (select from search_words
              where stem = (ts_lexize('english_stem', term))[1]) as known
          from unnest($1::text[]) with ordinality as wanted (term, place) order by place`,
      },
      [terms],
    );
    const found = [];
    for (const { term, stem, known } of rows) {
      const similar = known || !isCorrectable(term) ? [] : await similarWords(sql, term);
      found.push({ term, stem: stem ?? undefined, similar });
    }
    return found;
  },
};
