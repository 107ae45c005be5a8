import type { ListSpec } from '../store/owned-list.ts'
import type { RememberedSpec } from '../store/remembered-rows.ts'
import type { SourceSpec } from '../store/source-rows.ts'

export const accountSpec: SourceSpec = {
  table: 'accounts',
  key: 'account_id',
  values: ['customer_class', 'division', 'status', 'opened_on', 'closed_on'],
  optional: {
    balance_cents: 0,
    currency: 'USD',
    is_cash_only: false,
    is_autopay: false,
    is_paperless: false,
  },
  isVersioned: true,
}

export const mailingAddressSpec: RememberedSpec = {
  table: 'mailing_addresses',
  key: 'account_id',
  values: ['line1', 'line2', 'city', 'region', 'postal_code', 'country'],
  isVersioned: true,
}

export const accountPersonSpec: ListSpec = {
  table: 'account_persons',
  owner: 'account_id',
  identity: ['person_id'],
  values: [
    'is_main_customer',
    'is_financially_responsible',
    'is_third_party_guarantor',
    'relationship_type',
    'web_access_allowed',
    'receives_bill_copy',
  ],
  exclusive: 'is_main_customer',
  isVersioned: true,
  // The portal made it; a feed that names its person adopts it.
  kept: 't.relationship_type = (SELECT r.relationship_type FROM relationship_types r WHERE r.is_reserved)',
}

export const agreementSpec: SourceSpec = {
  table: 'service_agreements',
  key: 'service_agreement_id',
  values: ['account_id', 'service_type', 'started_on', 'ended_on'],
  isVersioned: false,
}

export const agreementPointSpec: ListSpec = {
  table: 'service_agreement_points',
  owner: 'service_agreement_id',
  identity: ['service_point_id'],
  values: [],
  isVersioned: false,
}
