/** The environment of PostgreSQL's processes: only what they need, so neither our secrets nor PG* settings reach them. */
export function surroundings(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH']
  const passed = Object.entries(process.env).filter(([name]) => kept.includes(name))
  return { ...Object.fromEntries(passed), LC_ALL: 'C' }
}
