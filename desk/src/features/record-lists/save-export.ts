import type { RefusalBody } from '@porchlight/contract/reasons.ts'

/** `cut-off`: the connection or the session ended before the last line came. */
export type Outcome = { lines: number } | { refusal: RefusalBody } | 'cut-off'

const isRefusal = (body: unknown): body is RefusalBody =>
  typeof body === 'object' && body !== null && 'reason' in body

/** Whether this is the last line of an export. */
export const isEnd = (line: string): boolean => /^\{"end":true,"lines":\d+,"unsealed":\d+\}$/.test(line)

/**
 * Saves an export as a file of the browser's downloads, once its last line has come.
 * @param onLines told how many lines have come, as they come
 */
export async function saveExport(
  body: object,
  formToken: string,
  onLines: (count: number) => void,
): Promise<Outcome> {
  const response = await fetch('/api/desk/record/export.jsonl', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'porchlight-form-token': formToken },
    body: JSON.stringify(body),
  })
  if (!response.ok || !response.body) {
    const refused: unknown = await response.json().catch(() => undefined)
    return { refusal: isRefusal(refused) ? refused : { reason: 'out-of-order' } }
  }
  const parts: string[] = []
  let lines = 0
  let last = ''
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      parts.push(value)
      lines += value.split('\n').length - 1
      last = (last + value).slice(-200)
      onLines(lines)
    }
  } catch {
    return 'cut-off'
  }
  if (!isEnd(last.trimEnd().split('\n').at(-1) ?? '')) return 'cut-off'
  const file = URL.createObjectURL(new Blob(parts, { type: 'application/x-ndjson' }))
  const link = document.createElement('a')
  link.href = file
  link.download = 'record.jsonl'
  link.click()
  setTimeout(() => URL.revokeObjectURL(file), 60_000)
  // The first line and the last are not entries.
  return { lines: lines - 2 }
}
