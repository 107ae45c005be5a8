import { type Html, html } from '#html.ts'
import { type WordKey, wordsIn } from '#words.ts'
import type { FieldKind, Fields } from '../sections/section.ts'
import type { ShapedRow, Value } from '../sections/shaped-row.ts'
import type { FileFacts, PersonFile } from './person-file.ts'

/** A section with more fields than this is a list of facts for each row: a wide table does not fit a printed page. */
const mostColumns = 7

const css = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:0 auto;padding:1rem}
h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid;padding-bottom:.25rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8888;overflow-wrap:anywhere}
.facts{margin:0 0 1rem;padding:.5rem 0;border-bottom:1px solid #8888}
.facts div{display:flex;flex-wrap:wrap;gap:0 1rem}dt{flex:0 0 14rem;font-weight:600}dd{margin:0;flex:1 1 16rem;overflow-wrap:anywhere;white-space:pre-wrap}
@media print{body{max-width:none;padding:0}h2{break-after:avoid}tr,.facts div{break-inside:avoid}thead{display:table-header-group}}`

const words = ({ locale }: FileFacts) => {
  const all = wordsIn(locale) as Record<string, string | undefined>
  return (key: WordKey | `person-data.${string}`, otherwise: string = key) => all[key] ?? otherwise
}
/** `balanceCents` without a text of its own is read as "balance cents". */
const labelOf = (name: string, facts: FileFacts) => words(facts)(`person-data.field.${name}`, name)

function formatted(kind: FieldKind, value: Value, row: ShapedRow, facts: FileFacts): string {
  const { locale, timeZone } = facts
  const t = words(facts)
  if (value === null || value === '') return '—'
  if (kind === 'boolean') return t(value ? 'person-data.yes' : 'person-data.no')
  if (kind === 'cents' && typeof row.currency === 'string')
    return new Intl.NumberFormat(locale, { style: 'currency', currency: row.currency }).format(
      Number(value) / 100,
    )
  if (kind === 'cents') return (Number(value) / 100).toFixed(2)
  if (kind === 'instant')
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
      new Date(String(value)),
    )
  if (kind === 'date')
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(String(value)),
    )
  if (kind === 'readings') return (value as Value[]).map((one) => one ?? '·').join(' ')
  if (kind === 'data') return JSON.stringify(value, null, 1)
  if (kind === 'code') return t(`person-data.value.${value}`, String(value))
  return String(value)
}

function shown(kind: Fields[string], value: Value, row: ShapedRow, facts: FileFacts): Html | string {
  if (typeof kind === 'string') return formatted(kind, value, row, facts)
  // The lines of a bill are in the bill's currency.
  const rows = (value as ShapedRow[]).map((one) => ({ currency: row.currency ?? null, ...one }))
  return rows.length === 0 ? '—' : table(kind.list, rows, facts)
}

const table = (fields: Fields, rows: readonly ShapedRow[], facts: FileFacts): Html =>
  html`<div class="wide" tabindex="0"><table><thead><tr>${Object.keys(fields).map((name) => html`<th scope="col">${labelOf(name, facts)}</th>`)}</tr></thead><tbody>${tableRows(fields, rows, facts)}</tbody></table></div>`

const tableRows = (fields: Fields, rows: readonly ShapedRow[], facts: FileFacts): Html =>
  html`${rows.map((row) => html`<tr>${Object.entries(fields).map(([name, kind]) => html`<td>${shown(kind, row[name] ?? null, row, facts)}</td>`)}</tr>`)}`

/** Leaves out what is empty: a list of facts is read one by one. */
const factsOf = (fields: Fields, row: ShapedRow, facts: FileFacts): Html =>
  html`<dl class="facts">${Object.entries(fields).flatMap(([name, kind]) => {
    const value = row[name] ?? null
    const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0)
    return isEmpty
      ? []
      : html`<div><dt>${labelOf(name, facts)}</dt><dd>${shown(kind, value, row, facts)}</dd></div>`
  })}</dl>`

const isTable = (fields: Fields) =>
  Object.keys(fields).length <= mostColumns &&
  Object.values(fields).every((kind) => kind !== 'data' && kind !== 'readings' && typeof kind === 'string')

/** Writes the parts of the page that a person reads: one file without scripts, in the person's language, made to be printed. */
export const readablePage: PersonFile = {
  head: (facts) => {
    const t = words(facts)
    const { locale, utilityName, personId, madeAt } = facts
    const at = formatted('instant', madeAt, {}, facts)
    const title = t('person-data.title').replace('{utility}', utilityName)
    // The template of `html` closes nothing: the style is our own constant.
    const style = `<style>${css}</style>`
    return `<!doctype html>\n<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">${html`<title>${title}</title>`.text}${style}</head><body><main>\n${
      html`<h1>${title}</h1><p>${t('person-data.made').replace('{at}', at).replace('{number}', String(personId))}</p><p>${t('person-data.lead')}</p>\n`
        .text
    }`
  },
  begin: ({ name, fields }, _, facts) => {
    const t = words(facts)
    const heading = html`<section><h2>${t(`person-data.section.${name}`, name)}</h2>\n`.text
    if (!isTable(fields)) return heading
    const head = Object.keys(fields).map((field) => html`<th scope="col">${labelOf(field, facts)}</th>`)
    return `${heading}<div class="wide" tabindex="0"><table>${html`<thead><tr>${head}</tr></thead>`.text}<tbody>\n`
  },
  rows: ({ fields }, rows, _, facts) =>
    isTable(fields)
      ? tableRows(fields, rows, facts).text
      : rows.map((row) => `${factsOf(fields, row, facts).text}\n`).join(''),
  end: ({ fields }, isEmpty, facts) => {
    const none = isEmpty ? html`<p>${words(facts)('person-data.none')}</p>`.text : ''
    return `${isTable(fields) ? '</tbody></table></div>' : ''}${none}</section>\n`
  },
  foot: () => '</main></body></html>\n',
}
