import type { Client } from '@porchlight/contract/client.ts'

/** What the page of autopay is drawn from. */
export type AutopayData = Awaited<ReturnType<Client['readAutopay']>>
