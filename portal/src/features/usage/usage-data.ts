import type { Client } from '@porchlight/contract/client.ts'

/** The usage of an account in the months or days asked for, as the server answers. */
export type UsageData = Awaited<ReturnType<Client['readUsage']>>
