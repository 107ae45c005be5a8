import { openPool } from '@porchlight/server/database/sql.ts'
import { importUsage } from '../../import/usage/usage.ts'

/** The process whose memory the benchmark measures: one import, as the command makes it. */
const { url, file, servicePointId, timeZone } = JSON.parse(process.argv[2] ?? '{}')
const owner = openPool(url, 1)
const began = performance.now()
const { changed } = await importUsage(owner, {
  file,
  servicePointId,
  usagePoint: undefined,
  timeZone,
  confirm: async () => true,
  say: () => {},
  onProgress: () => {},
})
const seconds = (performance.now() - began) / 1000
await owner.end()
console.log(
  JSON.stringify({ seconds, memoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), changed }),
)
