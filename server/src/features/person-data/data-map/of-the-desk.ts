import { csr, derived, key, type Mapped, secret, technical } from './mapped.ts'

/** Tables of what staff and the product did: contacts, mail, masquerades, to-dos, the record. */
export const ofTheDesk = {
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
      medium: technical,
      postponed_at: technical,
      mailed_key_id: derived,
      read_out_code_id: derived,
      web_user_id: derived,
      template: technical,
      read_at: technical,
    },
  },
  mailed_keys: {
    of: 'web-user',
    section: 'mailedKeys',
    fields: 'web_user_id purpose email created_at expires_at used_at account_id stops',
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
      outcome: 'what a review of a colleague’s conduct came to',
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
  holder_protections: {
    of: 'person',
    section: 'protections',
    fields:
      'account_id kind reason marked_at shown_name shown_web_users line1 line2 city region postal_code country removed_at removal_reason',
    not: {
      holder_protection_id: key,
      person_id: key,
      marked_by_csr_id: csr,
      version: technical,
      mark_version: technical,
      was_protected: derived,
      removal_asked_by_csr_id: csr,
      removed_by_csr_id: csr,
    },
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
} satisfies Record<string, Mapped | { not: string }>
