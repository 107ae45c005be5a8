import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import type { FileCommand } from './import-command.ts'
import { importFile } from './import-file.ts'
import type { ImportKeys } from './import-kind.ts'
import { importKinds } from './kinds.ts'

type Opened = ImportKeys & { ownerUrl: string; say(sentence: string): void }

const count = (n: number) => n.toLocaleString('en')

/** Imports a file and says what became of it. Returns how many records were rejected. */
export async function runFileImport(opened: Opened, command: FileCommand): Promise<number> {
  const { say } = opened
  const kind = importKinds[command.what]
  if (!kind) throw new RangeError(`no such kind: ${command.what}`)
  const bar = progressBar(`Importing ${kind.noun}`, say)
  const { format, file, rejectsFile, what } = command
  const given = { ...opened, kind, kindName: what, file, format, rejectsFile }
  const done = await importFile({ ...given, say, onProgress: bar.update }).finally(bar.stop)
  const all = done.created + done.changed + done.unchanged + done.rejected + done.superseded
  const rate = count(Math.round(all / Math.max(0.001, done.seconds)))
  say(
    `${count(all)} ${kind.noun}: ${count(done.created)} new, ${count(done.changed)} changed, ${count(done.unchanged)} unchanged, ` +
      `${count(done.rejected)} rejected; ${done.seconds.toFixed(1)} s, ${rate}/s.`,
  )
  if (done.superseded > 0)
    say(`${count(done.superseded)} were followed by another with the same key: the last one counts.`)
  if (done.rejected > 0) say(`Line, field and reason of what was rejected: ${rejectsFile}`)
  return done.rejected
}
