import type { Api } from '@porchlight/contract/api.ts'
import type { Input, Response } from '@porchlight/contract/endpoint.ts'

export type TrustedIssuers = Response<Api['readTrustedIssuers']>
export type Issuer = TrustedIssuers['issuers'][number]
export type IssuerSubject = Issuer['subjects'][number]
export type IssuerState = Input<Api['saveTrustedIssuer']>['body']['state']
