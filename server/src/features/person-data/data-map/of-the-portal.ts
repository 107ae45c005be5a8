import { csr, derived, key, type Mapped, secret, technical } from './mapped.ts'

/** Tables of sign-ins, links and self-service tasks. */
export const ofThePortal = {
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
    fields: 'web_user_id changed_at=passwordChangedAt totp_since=secondFactorSince',
    not: {
      password_hash: secret,
      totp_sealed: secret,
      totp_step: technical,
      recovery_hashes: secret,
      recovery_nonce: secret,
      recovery_made_at: technical,
    },
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
    fields:
      'self_service_task_id provider_session_id provider_event_id provider_state told_at decline_reason',
    not: {
      redirect_url: secret,
      cancel_at: technical,
      cancel_attempts: technical,
      cancelled_at: technical,
      ask_at: technical,
      ask_attempts: technical,
    },
  },
  bank_accounts: {
    of: 'web-user',
    section: 'bankAccounts',
    fields:
      'web_user_id self_service_task_id kind routing_number masked_number nickname is_default bank_reason added_at verified_at removed_at',
    not: {
      bank_account_id: key,
      number_encrypted:
        'sealed: only the worker opens it, to order a transfer; the person has it on every statement',
      number_hash: secret,
      wrong_tries: technical,
      version: technical,
    },
  },
  autopays: {
    of: 'held',
    section: 'autopay',
    fields:
      'account_id web_user_id self_service_task_id masked_number day_of_month limit_cents started_on paused_because ended_at ended_by',
    not: { autopay_id: key, bank_account_id: key, terms_version: technical, version: technical },
  },
  autopay_runs: {
    of: 'held',
    section: 'autopayBills',
    fields: 'account_id bill_id pay_on amount_cents state self_service_task_id',
    not: { autopay_run_id: key, autopay_id: key },
  },
  data_grants: {
    of: 'web-user',
    section: 'dataGrants',
    fields:
      'web_user_id client_id account_id readings_from ends_on created_at last_read_at revoked_at revoked_by',
    not: {
      data_grant_id: key,
      redirect_uri: technical,
      state: technical,
      code_nonce: secret,
      code_hash: secret,
      code_challenge: technical,
      code_expires_at: technical,
      code_used_at: technical,
    },
  },
  data_grant_tokens: { not: 'hashes of secrets that third parties hold' },
  data_clients: { not: 'about third parties that the utility has registered, not about a person' },
  bank_transfers: {
    of: 'task',
    section: 'bankTransfers',
    fields: 'self_service_task_id purpose part currency state bank_reference bank_reason ended_at',
    not: {
      bank_transfer_id: key,
      bank_account_id: key,
      amount_cents:
        'of a payment: its task has it. Of a deposit: who reads it could confirm the bank account',
      bank_key: technical,
      attempts: technical,
      next_attempt_at: technical,
    },
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
} satisfies Record<string, Mapped | { not: string }>
