import type { MeterDataLimits } from './limits.ts'
import { MeterDataRefused, type Place } from './refused.ts'

/** One line of a file of values, with where its fields begin. */
export interface Line {
  /** Counts from 1. */
  readonly number: number
  readonly fields: readonly string[]
  /** Returns the place of a field. */
  place(field: number): Place
}

/**
 * Reads a text as lines of fields between separators. A field may be in double quotes; then it may have the separator, but no line
 * break. Lines that are empty are passed over.
 * @throws MeterDataRefused for a file or a line over the limits, and for a quote that does not end
 */
export async function* textLines(
  chunks: AsyncIterable<string>,
  separator: string,
  limits: MeterDataLimits,
): AsyncGenerator<Line> {
  let rest = ''
  let number = 0
  let fed = 0
  for await (const chunk of chunks) {
    fed += chunk.length
    if (fed > limits.characters)
      throw new MeterDataRefused('file-too-large', { line: number + 1, column: 1 }, `${fed} characters`)
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > limits.textCharacters)
      throw new MeterDataRefused('text-too-long', { line: number + 1, column: 1 }, 'a line without an end')
    for (const line of lines) {
      number += 1
      const one = lineOf(line, number, separator)
      if (one) yield one
    }
  }
  const last = lineOf(rest, number + 1, separator)
  if (last) yield last
}

function lineOf(text: string, number: number, separator: string): Line | undefined {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text
  if (line.trim() === '') return undefined
  const starts: number[] = []
  const fields: string[] = []
  let at = 0
  for (;;) {
    starts.push(at + 1)
    if (line[at] === '"') {
      const end = closingQuote(line, at + 1)
      if (end < 0)
        throw new MeterDataRefused('malformed-line', { line: number, column: at + 1 }, 'a quote does not end')
      fields.push(
        line
          .slice(at + 1, end)
          .replaceAll('""', '"')
          .trim(),
      )
      at = line.indexOf(separator, end)
    } else {
      const end = line.indexOf(separator, at)
      fields.push(line.slice(at, end < 0 ? undefined : end).trim())
      at = end
    }
    if (at < 0) break
    at += separator.length
  }
  const place = (field: number): Place => ({ line: number, column: starts[field] ?? line.length + 1 })
  return { number, fields, place }
}

function closingQuote(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] !== '"') continue
    if (line[at + 1] !== '"') return at
    at += 1
  }
  return -1
}
