import { chmodSync, mkdirSync } from 'node:fs'
import { totalmem } from 'node:os'
import { openEmbedded } from '@porchlight/embedded-postgres/open-embedded.ts'

/** The usual shared memory of a PostgreSQL on its own machine: a quarter of the memory, at most 4 GB. */
const sharedBuffersMb = Math.min(4096, Math.floor(totalmem() / 4 / 1024 ** 2))

const always = [
  `shared_buffers=${sharedBuffersMb}MB`,
  `effective_cache_size=${sharedBuffersMb * 3}MB`,
  'work_mem=16MB',
  'maintenance_work_mem=512MB',
  'max_wal_size=8GB',
  'max_connections=100',
  // Counts the rows and buffers of each statement.
  'shared_preload_libraries=pg_stat_statements',
]

/** Settings for filling. Nothing needs to survive a crash: an interrupted fill starts again. */
const filling = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'checkpoint_timeout=1h',
]

/** Opens the PostgreSQL of the benchmark's data folder, for filling or for measuring. */
export async function openBenchCluster(folder: string, purpose: 'filling' | 'measuring') {
  mkdirSync(folder, { recursive: true })
  // If we are root, PostgreSQL runs under another account, which needs access to the folder.
  chmodSync(folder, 0o755)
  return openEmbedded({
    dataFolder: folder,
    flags: purpose === 'filling' ? [...always, ...filling] : always,
  })
}
