import type { Client } from '@porchlight/contract/client.ts'

/** A page of the bills of an account and the payments beside them, as the server answers. */
export type BillsData = Awaited<ReturnType<Client['listBills']>>

/** One bill with its charges, as the server answers. */
export type BillData = Awaited<ReturnType<Client['readBill']>>

/** What the overview of an account shows, as the server answers. */
export type OverviewData = Awaited<ReturnType<Client['readOverview']>>

/** The usage of an account in the months or days asked for, as the server answers. */
export type UsageData = Awaited<ReturnType<Client['readUsage']>>

/** A day of usage, as the server answers. */
export type UsageDayData = Awaited<ReturnType<Client['readUsageDay']>>
