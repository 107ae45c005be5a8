import { notExported } from './not-exported.ts'

/**
 * Says of every table of the database where its data about a person is in the export, or why it is not there. A table or column that
 * nobody declared fails completeness.test.ts.
 */

/** Which rows of a table are about a person. */
export type Of =
  | 'person'
  | 'web-user'
  | 'account'
  | 'held'
  | 'task'
  | 'line'
  | 'mail'
  | 'record'
  | 'premise'
  | 'point'

export type Mapped = {
  of: Of
  section: string
  /** Columns that are in the export; `column=field` where the field has another name. */
  fields: string
  /** Columns that are not, with the reason. */
  not?: Readonly<Record<string, string>>
}

const key = 'the row’s own number, which says nothing about the person'
const secret = 'a secret or its hash: who reads it could act as the person'
const technical = 'how the product works through the row; says nothing about the person'
const derived = 'made from another column that is in the export'
const csr = 'a colleague’s name: the export shows staff only where the portal shows them to customers'

export const dataMap: Readonly<Record<string, Mapped | { not: string }>> = {
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
      'bill_id account_id bill_date due_date period_from period_to previous_balance_cents payments_cents adjustments_cents charges_cents amount_due_cents currency source_key',
  },
  bill_lines: {
    of: 'line',
    section: 'bills',
    fields: 'bill_id position premise_id service_type kind quantity unit rate_micros amount_cents',
  },
  payments: {
    of: 'held',
    section: 'payments',
    fields: 'payment_id account_id received_on amount_cents currency tender self_service_task_id source_key',
  },
  usage_months: {
    of: 'point',
    section: 'usage',
    fields: 'service_point_id channel starts_at interval_minutes total source',
    not: { month: 'as YYYY-MM', packed: 'unpacked as the field "readings"' },
  },
  web_users: {
    of: 'web-user',
    section: 'webUsers',
    fields:
      'web_user_id user_name email is_active locale last_seen_at created_at source_key email_confirmed_at',
    not: { person_id: key, version: technical, source_digest: technical },
  },
  web_user_credentials: {
    of: 'web-user',
    section: 'webUsers',
    fields: 'web_user_id changed_at=passwordChangedAt',
    not: { password_hash: secret },
  },
  failed_sign_ins: {
    of: 'web-user',
    section: 'webUsers',
    fields: 'web_user_id failures=failedSignIns last_failed_at=lastFailedSignInAt',
  },
  web_user_accounts: {
    of: 'web-user',
    section: 'links',
    fields: 'web_user_id account_id role is_active nickname business_line',
    not: { version: technical, is_from_source: technical },
  },
  notification_preferences: {
    of: 'web-user',
    section: 'preferences',
    fields: 'web_user_id account_id choices',
    not: { version: technical },
  },
  customer_sessions: {
    of: 'web-user',
    section: 'sessions',
    fields: 'web_user_id created_at last_used_at expires_at ended_at ip_address user_agent',
    not: {
      customer_session_id: key,
      token_hash: secret,
      token_hash_before: secret,
      token_changed_at: technical,
    },
  },
  known_devices: {
    of: 'web-user',
    section: 'devices',
    fields: 'web_user_id created_at last_used_at',
    not: { device_hash: secret },
  },
  self_service_tasks: {
    of: 'task',
    section: 'tasks',
    fields:
      'self_service_task_id task_type state account_id actor_kind=madeBy web_user_id=userName email_address ip_address self_service_user_id payload amount_cents currency scheduled_on expires_at created_at updated_at due_at applied_at failure',
    not: {
      is_final: derived,
      csr_id: csr,
      masquerade_id: derived,
      prepared_by_csr_id: csr,
      originating_task_id: derived,
      correlation_id: technical,
      idempotency_key: technical,
      version: technical,
      attempts: technical,
      assigned_csr_id: csr,
      assigned_csr_group: csr,
      is_by_csr: derived,
      change_class: derived,
    },
  },
  self_service_task_log: {
    of: 'task',
    section: 'tasks',
    fields: 'self_service_task_id at state reason action',
    not: { position: 'the order of the list', actor: 'as "support" where it is a colleague' },
  },
  card_payment_sessions: {
    of: 'task',
    section: 'tasks',
    fields: 'self_service_task_id provider_session_id provider_event_id',
    not: { redirect_url: secret, cancel_at: technical, cancel_attempts: technical, cancelled_at: technical },
  },
  cis_deliveries: {
    of: 'task',
    section: 'deliveries',
    fields: 'self_service_task_id line state body created_at failure answered_at reference',
    not: {
      cis_delivery_id: key,
      next_attempt_at: technical,
      claims: technical,
      failing_since: technical,
      failed_at: technical,
      failures: technical,
      refusals: technical,
    },
  },
  customer_contacts: {
    of: 'account',
    section: 'contactNotes',
    fields: 'account_id contact_class contact_type note at self_service_task_id masquerade_id',
    not: { customer_contact_id: key, csr_id: csr, draft_id: technical, is_by_customer: derived },
  },
  outgoing_messages: {
    of: 'mail',
    section: 'messages',
    fields: 'recipient subject body self_service_task_id created_at sent_at failure',
    not: {
      outgoing_message_id: key,
      next_attempt_at: technical,
      attempts: technical,
      mailed_key_id: derived,
      read_out_code_id: derived,
    },
  },
  mailed_keys: {
    of: 'web-user',
    section: 'mailedKeys',
    fields: 'web_user_id purpose email created_at expires_at used_at',
    not: {
      mailed_key_id: key,
      nonce: secret,
      key_hash: secret,
      csr_id: csr,
      self_service_task_id: derived,
      lifetime: technical,
    },
  },
  masquerades: {
    of: 'web-user',
    section: 'supportVisits',
    fields:
      'masquerade_id web_user_id account_id csr_id purpose_kind purpose_reference created_at arrived_at mode acting_since ends_at ended_at end_cause caller_grade',
    not: {
      desk_session_id: csr,
      prompt_version: technical,
      prompt_locale: technical,
      idle_seconds: technical,
      ip_address: 'the colleague’s address',
      code_hash: secret,
      code_expires_at: technical,
      code_used_at: technical,
      token_hash: secret,
      step_up_until: technical,
      last_activity_at: technical,
      csr_locale: csr,
    },
  },
  to_dos: {
    of: 'account',
    section: 'toDos',
    fields:
      'account_id self_service_task_id to_do_role subject priority created_at completed_at completion_note message_failure',
    not: {
      to_do_id: key,
      assigned_csr_id: csr,
      version: technical,
      about_csr_id: csr,
      told_at: technical,
      outgoing_message_id: technical,
      completed_by_csr_id: csr,
    },
  },
  unlinks: {
    of: 'web-user',
    section: 'unlinks',
    fields: 'web_user_id account_id reason link account_person unlinked_at linked_again_at',
    not: {
      unlink_id: key,
      csr_id: csr,
      desk_session_id: csr,
      self_service_task_id: derived,
      undo_until: technical,
    },
  },
  link_news: {
    of: 'web-user',
    section: 'news',
    fields: 'web_user_id account_id news self_service_task_id at told_at',
    not: { link_news_id: key },
  },
  visit_news: {
    of: 'web-user',
    section: 'news',
    fields: 'web_user_id account_id purpose_kind=news at told_at',
    not: { masquerade_id: derived, wants_mail: derived },
  },
  caller_verifications: {
    of: 'web-user',
    section: 'callers',
    fields:
      'web_user_id account_id csr_id purpose_kind purpose_reference grade identifiers channel verified_at',
    not: { caller_verification_id: key },
  },
  read_out_codes: { not: `${secret}; deleted a day after it was made` },
  protected_openings: {
    of: 'account',
    section: 'protectedOpenings',
    fields: 'account_id csr_id reason_kind reference opened_at expires_at',
    not: { protected_opening_id: key, desk_session_id: csr },
  },
  record_entries: {
    of: 'record',
    section: 'record',
    fields:
      'record_entry_id at event action actor_kind=madeBy csr_id web_user_id account_id masquerade_id self_service_task_id ip_address reason',
    not: {
      client_id: technical,
      correlation_id: technical,
      erased_at: technical,
      details:
        'numbers of other rows and names of things, never texts about a person; the reason that staff gave is a field',
    },
  },
  ...notExported,
}
