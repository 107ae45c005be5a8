import { parseArgs } from 'node:util'
import {
  type HeatingValue,
  parseHeatingValue,
} from '@porchlight/server/features/usage/meter-data/heating-value.ts'
import { commandLine } from '@porchlight/server/project-folder.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { importKinds } from './kinds.ts'

export type UsageCommand = {
  file: string
  servicePointId: number
  usagePoint: string | undefined
  heatingValue: HeatingValue | undefined
  isAgreed: boolean
}

export type FileCommand = { what: string; file: string; format: 'ndjson' | 'csv'; rejectsFile: string }

const usage = `${commandLine('import')} ${Object.keys(importKinds).join('|')} FILE|- [--format ndjson|csv] [--rejects FILE]
       ${commandLine('import')} usage FILE --service-point ID [--usage-point PATH] [--heating-value '1037 Btu/ft3'] [--yes]`

const text = { type: 'string' } as const
const options = {
  'service-point': text,
  'usage-point': text,
  'heating-value': text,
  yes: { type: 'boolean' },
  format: text,
  rejects: text,
} as const
type Options = { [K in keyof typeof options]?: K extends 'yes' ? boolean : string }

/** Returns what the command line asks for. @throws StartRefused with the usage */
export function importCommand(args: string[]): UsageCommand | FileCommand {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const [what = '', file, ...more] = positionals
    if (!file || more.length > 0) throw new Error('')
    return what === 'usage' ? usageCommand(file, values) : fileCommand(what, file, values)
  } catch (error) {
    throw new StartRefused(`${(error as Error).message}\nUsage: ${usage}`.trim())
  }
}

function usageCommand(file: string, values: Options): UsageCommand {
  const id = values['service-point'] ?? ''
  if (!/^\d{1,15}$/.test(id)) throw new Error('Which service point?')
  const usagePoint = values['usage-point']
  const given = values['heating-value']
  const heatingValue = given === undefined ? undefined : parseHeatingValue(given)
  if (given !== undefined && !heatingValue)
    throw new Error(
      `"${given}" is not the heating value of a gas. Write it as on the bill: 1037 Btu/ft3, or 38.6 MJ/m3.`,
    )
  return { file, servicePointId: Number(id), usagePoint, heatingValue, isAgreed: values.yes ?? false }
}

function fileCommand(what: string, file: string, values: Options): FileCommand {
  if (!Object.hasOwn(importKinds, what)) throw new Error(`There is no kind "${what}" of files.`)
  const format =
    values.format ?? (/\.csv$/i.test(file) ? 'csv' : /\.(ndjson|jsonl)$/i.test(file) ? 'ndjson' : '')
  if (format !== 'csv' && format !== 'ndjson')
    throw new Error('Say the format: --format ndjson, or --format csv.')
  const rejectsFile = values.rejects ?? `${file === '-' ? what : file}.rejects.ndjson`
  return { what, file, format, rejectsFile }
}
