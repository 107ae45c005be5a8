/** The environment of PostgreSQL's processes: only what they need, so neither our secrets nor PG* settings reach them. */
export function surroundings(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH']
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C' }
  for (const name of kept) {
    if (process.env[name] !== undefined) env[name] = process.env[name]
  }
  return env
}
