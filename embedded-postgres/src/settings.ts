/** Settings of every embedded server: an application's database on the same machine, with two cores. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'password_encryption=scram-sha-256',
  'timezone=UTC',
  'log_timezone=UTC',
  'max_connections=100',
  'shared_buffers=256MB',
  'effective_cache_size=1GB',
  'random_page_cost=1.1',
  'wal_compression=on',
  'autovacuum=on',
  'fsync=on',
  // The log has error messages without statements and values, which may be personal data.
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  // Requests are short and many. Compiling a query, or spreading it over both cores, costs more than it saves,
  // and parallel queries need more shared memory than a container has by default (64 MB).
  'jit=off',
  'max_parallel_workers_per_gather=0',
]

/**
 * Returns all settings, `name=value` each; a later one replaces an earlier one of the same name.
 * @param flags the caller's own settings
 */
export function settingsWith(flags: readonly string[]): string[] {
  return [...SETTINGS, ...flags]
}

/** Returns the environment of PostgreSQL's processes: only what they need, so that they get neither our secrets nor PG* settings. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH']
  const passed = Object.entries(process.env).filter(([name]) => kept.includes(name))
  return { ...Object.fromEntries(passed), LC_ALL: 'C' }
}
