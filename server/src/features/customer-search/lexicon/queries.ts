import { query } from '#database/query.ts'
import { behind } from '../find/sql-parts.ts'
import type { KnownWords, SimilarWords, WordsLike } from './queries.generated.ts'

/**
 * Words of the index that were typed, and those that begin with them, the most frequent first; of what is neither, where it may
 * be misspelled, those within two or three edits.
 */
export const knownWords = query<KnownWords>(
  'known-words',
  `SELECT u.at::integer AS "at!", l.term AS "term!", l.hits AS "hits!"
   FROM unnest($kinds::text[], $terms::text[], $beginnings::text[], $misspelled::text[])
     WITH ORDINALITY AS u (kind, term, beginning, misspelled, at),
   LATERAL (
     (SELECT x.term, x.hits FROM search_lexicon x WHERE x.kind = u.kind AND x.term = u.term AND x.hits > 0)
     UNION ALL
     (SELECT x.term, x.hits FROM search_lexicon x
      WHERE u.beginning <> '' AND x.kind = u.kind AND x.term > u.beginning AND x.term < ${behind('u.beginning')} AND x.hits > 0
      ORDER BY x.hits DESC LIMIT $most)
     UNION ALL
     (SELECT x.term, x.hits FROM search_lexicon x
      WHERE u.misspelled <> '' AND NOT EXISTS (
          SELECT 1 FROM search_lexicon k
          WHERE k.kind = u.kind AND k.term >= u.misspelled AND k.term < ${behind('u.misspelled')} AND k.hits > 0)
        AND x.deletes && search_deletes(u.kind, u.misspelled) AND x.kind || '' = u.kind AND x.hits > 0
        AND levenshtein_less_equal(x.term, u.misspelled, 3) <= 3
      ORDER BY levenshtein_less_equal(x.term, u.misspelled, 3), x.hits DESC LIMIT $mostAlike)) l`,
)

/** Words within two or three edits of those typed, the nearest and most frequent first. */
export const similarWords = query<SimilarWords>(
  'similar-words',
  `SELECT u.at::integer AS "at!", l.term AS "term!", l.hits AS "hits!"
   FROM unnest($kinds::text[], $terms::text[]) WITH ORDINALITY AS u (kind, term, at),
   LATERAL (
     SELECT x.term, x.hits FROM search_lexicon x
     WHERE x.deletes && search_deletes(u.kind, u.term) AND x.kind || '' = u.kind AND x.hits > 0
       AND levenshtein_less_equal(x.term, u.term, 3) <= 3
     ORDER BY levenshtein_less_equal(x.term, u.term, 3), x.hits DESC LIMIT $most) l`,
)

/** Words that a pattern with a wildcard inside fits. */
export const wordsLike = query<WordsLike>(
  'words-like',
  `SELECT u.at::integer AS "at!", l.term AS "term!", l.hits AS "hits!"
   FROM unnest($kinds::text[], $patterns::text[], $beginnings::text[]) WITH ORDINALITY AS u (kind, pattern, beginning, at),
   LATERAL (
     SELECT x.term, x.hits FROM search_lexicon x
     WHERE x.kind = u.kind AND x.term >= u.beginning AND x.term < ${behind('u.beginning')} AND x.term LIKE u.pattern AND x.hits > 0
     ORDER BY x.hits DESC LIMIT $most) l`,
)
