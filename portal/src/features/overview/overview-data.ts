import type { Client } from '@porchlight/contract/client.ts'

/** What the overview of an account shows, as the server answers. */
export type OverviewData = Awaited<ReturnType<Client['readOverview']>>
