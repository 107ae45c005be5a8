import type { Client } from '@porchlight/contract/client.ts'

/** A page of the bills of an account and the payments beside them, as the server answers. */
export type BillsData = Awaited<ReturnType<Client['listBills']>>
