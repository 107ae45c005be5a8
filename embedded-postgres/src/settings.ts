/** Settings of every embedded server: an application's database beside the application, on two cores. */
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
  // The log names what failed and never the values: they are customers' data.
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  // Requests are short and many: compiling a query, or spreading it over both cores, costs more than it gives,
  // and parallel queries need more shared memory than a container has by default (64 MB).
  'jit=off',
  'max_parallel_workers_per_gather=0',
]

/**
 * All settings, `name=value` each; a later one wins over an earlier one.
 * @param flags further settings of the caller
 */
export function settingsWith(flags: readonly string[]): string[] {
  return [...SETTINGS, ...flags]
}
