import { job } from '#worker/job.ts'
import { countWords } from './queries.ts'

/** Counts how many people have each word of the search index: the likelier of two words spelled alike is the one that more have. */
export const countSearchWords = job({
  name: 'count-search-words',
  everyMs: 24 * 60 * 60_000,
  run: async ({ pool, grant }) => {
    await countWords(pool, grant)
  },
})
