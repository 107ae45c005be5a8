import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import type { AskedChange } from './change-dialog.tsx'

/** Returns a change of a group, or its creation: what it would do, and the request that makes it. */
export const groupChange = (
  csrGroup: string,
  body: Omit<Body<Api['changeCsrGroup']>, 'reason'>,
  words: Pick<AskedChange, 'subject' | 'title' | 'told'>,
): AskedChange => ({
  ...words,
  action: 'csr-group:change',
  preview: (client) => client.previewCsrGroupChange({ params: { csrGroup }, body }),
  make: (client, reason) => client.changeCsrGroup({ params: { csrGroup }, body: { ...body, reason } }),
})
