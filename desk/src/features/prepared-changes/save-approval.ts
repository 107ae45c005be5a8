import type { Desk } from '#app/desk-context.ts'

/** Saves a customer's signed approval as a file of the browser's downloads. */
export async function saveApproval(
  client: Desk['client'],
  params: { accountId: number; taskId: number },
): Promise<void> {
  const { fileName, note } = await client.readApproval({ params })
  const file = URL.createObjectURL(new Blob([note], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = file
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(file), 60_000)
}
