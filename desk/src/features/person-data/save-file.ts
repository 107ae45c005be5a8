import type { RefusalBody } from '@porchlight/contract/reasons.ts'

/** Saves what a POST answers as a file of the browser's downloads. Returns the refusal, if there is one. */
export async function saveFile(
  address: string,
  formToken: string,
  body: object,
  name: string,
): Promise<RefusalBody | undefined> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'porchlight-form-token': formToken },
    body: JSON.stringify(body),
  })
  if (!response.ok) {
    const refused = await response.json().catch(() => undefined)
    return isRefusal(refused) ? refused : { reason: 'out-of-order' }
  }
  const file = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = file
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(file), 60_000)
  return undefined
}

const isRefusal = (body: unknown): body is RefusalBody =>
  typeof body === 'object' && body !== null && 'reason' in body
