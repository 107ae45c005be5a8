import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { z } from 'zod'
import { accountLinkAgain } from '../types/account-link-again.ts'
import { accountUnlink } from '../types/account-unlink.ts'
import { accountVerification } from '../types/account-verification.ts'
import { appointment } from '../types/appointment.ts'
import { autopayChange } from '../types/autopay-change.ts'
import { autopayEnrol } from '../types/autopay-enrol.ts'
import { autopayStop } from '../types/autopay-stop.ts'
import { bankAccountAdd } from '../types/bank-account-add.ts'
import { bankAccountRemove } from '../types/bank-account-remove.ts'
import { budgetBilling } from '../types/budget-billing.ts'
import { charityRoundUp } from '../types/charity-round-up.ts'
import { contactDetails } from '../types/contact-details.ts'
import { guestInvite } from '../types/guest-invite.ts'
import { guestRemove } from '../types/guest-remove.ts'
import { guestRoleChange } from '../types/guest-role-change.ts'
import { language } from '../types/language.ts'
import { leaveAccount } from '../types/leave-account.ts'
import { loginChange } from '../types/login-change.ts'
import { mailingAddress } from '../types/mailing-address.ts'
import { meterReading } from '../types/meter-reading.ts'
import { nickname } from '../types/nickname.ts'
import { notificationPreferences } from '../types/notification-preferences.ts'
import { oneTimePayment } from '../types/one-time-payment.ts'
import { outageReport } from '../types/outage-report.ts'
import { paperless } from '../types/paperless.ts'
import { paymentArrangement } from '../types/payment-arrangement.ts'
import { paymentExtension } from '../types/payment-extension.ts'
import { preferredDueDate } from '../types/preferred-due-date.ts'
import { serviceAdd } from '../types/service-add.ts'
import { serviceStart } from '../types/service-start.ts'
import { serviceStop } from '../types/service-stop.ts'
import { serviceTransfer } from '../types/service-transfer.ts'
import { usageUpload } from '../types/usage-upload.ts'
import type { NextState, StateOf } from './lifecycle.ts'
import type { AnyTaskType } from './task-type.ts'

/** Every task type. A name that is added to the contract does not compile until it is here. */
export const taskTypes = {
  'one-time-payment': oneTimePayment,
  'autopay-enrol': autopayEnrol,
  'autopay-change': autopayChange,
  'autopay-stop': autopayStop,
  'bank-account-add': bankAccountAdd,
  'bank-account-remove': bankAccountRemove,
  'account-verification': accountVerification,
  'guest-invite': guestInvite,
  'guest-role-change': guestRoleChange,
  'guest-remove': guestRemove,
  'service-start': serviceStart,
  'service-add': serviceAdd,
  'service-stop': serviceStop,
  'service-transfer': serviceTransfer,
  'budget-billing': budgetBilling,
  'payment-arrangement': paymentArrangement,
  'payment-extension': paymentExtension,
  'preferred-due-date': preferredDueDate,
  paperless,
  'charity-round-up': charityRoundUp,
  'meter-reading': meterReading,
  'outage-report': outageReport,
  appointment,
  'mailing-address': mailingAddress,
  'contact-details': contactDetails,
  'notification-preferences': notificationPreferences,
  'login-change': loginChange,
  nickname,
  language,
  'leave-account': leaveAccount,
  'account-unlink': accountUnlink,
  'account-link-again': accountLinkAgain,
  'usage-upload': usageUpload,
} as const satisfies { [T in TaskType]: AnyTaskType & { name: T } }

/** A task type, whichever it is. */
export const taskTypeOf = (name: TaskType): AnyTaskType => taskTypes[name]

type LifecycleOf<T extends TaskType> = (typeof taskTypes)[T]['lifecycle']
/** What a task of this type was asked. */
export type PayloadOf<T extends TaskType> = z.input<(typeof taskTypes)[T]['payload']>
/** What a task of this type can be made in. */
export type StartOf<T extends TaskType> = T extends TaskType ? LifecycleOf<T>['starts'][number] : never
/** Where a task of this type goes from a state. */
export type Next<T extends TaskType, S> = T extends TaskType
  ? S extends StateOf<LifecycleOf<T>>
    ? NextState<LifecycleOf<T>, S>
    : never
  : never
