import { derived, key, type Mapped, secret, technical } from './mapped.ts'

/** Tables whose rows come from the customer information system (CIS). */
export const ofTheCis = {
  persons: {
    of: 'person',
    section: 'person',
    fields: 'person_id kind is_protected source_key',
    not: { version: technical, erased_at: 'null for a person who can still ask' },
  },
  person_names: {
    of: 'person',
    section: 'names',
    fields: 'name_type given_name surname organisation_name',
    not: { person_name_id: key, person_id: key },
  },
  person_contacts: {
    of: 'person',
    section: 'contacts',
    fields: 'contact_type value is_primary state',
    not: { person_contact_id: key, person_id: key, normalised_value: derived, version: technical },
  },
  person_identifiers: {
    of: 'person',
    section: 'identifiers',
    fields: 'identifier_type masked_value',
    not: {
      person_identifier_id: key,
      person_id: key,
      value_encrypted: 'opened as the field "value", for those who may reveal identifiers',
      value_hash: secret,
      version: technical,
    },
  },
  account_persons: {
    of: 'person',
    section: 'accounts',
    fields:
      'account_id relationship_type is_main_customer is_financially_responsible is_third_party_guarantor web_access_allowed receives_bill_copy',
    not: { person_id: key, version: technical },
  },
  accounts: {
    of: 'held',
    section: 'accounts',
    fields:
      'account_id customer_class division status balance_cents currency is_cash_only is_autopay is_paperless opened_on closed_on source_key',
    not: { version: technical },
  },
  mailing_addresses: {
    of: 'held',
    section: 'accounts',
    fields: 'account_id line1 line2 city region postal_code country',
    not: { version: technical, source_digest: technical },
  },
  service_agreements: {
    of: 'held',
    section: 'agreements',
    fields: 'service_agreement_id account_id service_type started_on ended_on source_key',
  },
  service_agreement_points: { not: 'joins agreements with their service points, which are in the export' },
  service_points: {
    of: 'point',
    section: 'agreements',
    fields: 'service_point_id service_type meter_number',
    not: { premise_id: derived, source_key: 'the CIS’s number of a place' },
  },
  premises: {
    of: 'premise',
    section: 'agreements',
    fields: 'premise_id line1 line2 city region postal_code',
    not: {
      division: technical,
      latitude: derived,
      longitude: derived,
      source_key: 'the CIS’s number of a place',
      version: technical,
    },
  },
  geographic_identifiers: { not: 'about a place, not about a person' },
  bills: {
    of: 'held',
    section: 'bills',
    fields:
      'bill_id account_id bill_date due_date period_from period_to previous_balance_cents payments_cents adjustments_cents charges_cents amount_due_cents currency source_key kind disputed_cents disputed_on',
  },
  bill_lines: {
    of: 'line',
    section: 'bills',
    fields:
      'bill_id position premise_id service_type kind quantity unit rate_micros amount_cents section names step_from step_to step_per',
  },
  notices: { not: 'a work list; what was told is among the messages, which are exported' },
  usage_checks: { not: 'a work list of meters, emptied within minutes' },
  weather_days: { not: 'about an area, not about a person' },
  account_programs: {
    of: 'held',
    section: 'programs',
    fields: 'account_id program state terms started_on changed_on ended_on',
    not: { account_program_id: key, version: technical },
  },
  payments: {
    of: 'held',
    section: 'payments',
    fields:
      'payment_id account_id received_on amount_cents currency tender self_service_task_id source_key paid_with booked_at',
  },
  payment_reversals: {
    of: 'payment',
    section: 'payments',
    fields: 'kind=reversalKind reason=reversalReason reversed_on=reversedOn',
    not: { payment_id: derived, self_service_task_id: derived },
  },
  payment_refunds: {
    of: 'payment',
    section: 'payments',
    fields: 'state=refundState provider_reference=refundReference refused_because=refundRefusedBecause',
    not: {
      self_service_task_id: derived,
      payment_id: derived,
      refund_key: technical,
      attempts: technical,
      next_attempt_at: technical,
      ended_at: 'the task of the refund has it',
    },
  },
  usage_months: {
    of: 'point',
    section: 'usage',
    fields: 'service_point_id channel register starts_at interval_minutes set_aside total source stored_at',
    not: {
      month: 'as YYYY-MM',
      packed: 'unpacked as the field "readings"',
      qualities: technical,
    },
  },
  usage_revisions: {
    of: 'point',
    section: 'usage',
    fields: 'service_point_id channel register starts_at interval_minutes revision total source stored_at',
    not: {
      month: 'as YYYY-MM',
      packed: 'unpacked as the field "readings"',
      qualities: technical,
    },
  },
  usage_periods: {
    of: 'point',
    section: 'usage-periods',
    fields:
      'usage_period_id service_point_id channel register starts_at ends_at total quality raw is_revised source stored_at',
  },
} satisfies Record<string, Mapped | { not: string }>
