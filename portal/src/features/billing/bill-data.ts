import type { Client } from '@porchlight/contract/client.ts'

/** One bill with its charges, as the server answers. */
export type BillData = Awaited<ReturnType<Client['readBill']>>
