import type { Api } from '@porchlight/contract/api.ts'
import type { Body, Response } from '@porchlight/contract/endpoint.ts'

export type CsrRow = Response<Api['listStaff']>['staff'][number]
export type Csr = Response<Api['readCsr']>
export type GroupRow = Response<Api['listCsrGroups']>['groups'][number]
export type Group = Response<Api['readCsrGroup']>
export type Utility = Response<Api['readUtilityEntitlements']>
export type StaffVersion = Csr['versions'][number]
export type Difference = StaffVersion['differences'][number]
export type Preview = Response<Api['previewCsrChange']>

export type CsrState = NonNullable<Body<Api['changeCsr']>['state']>
export type UtilityState = NonNullable<Body<Api['changeUtilityEntitlements']>['state']>
export type Proposal = Response<Api['listStaffProposals']>['proposals'][number]
export type GroupState = NonNullable<Body<Api['changeCsrGroup']>['state']>
