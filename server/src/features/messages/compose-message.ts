import type { ProgramName } from '@porchlight/contract/program-names.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import type { Letterhead } from './letterhead.ts'
import { hasWords, type MessageWord, mailWords } from './words.ts'

type Template = MessageWord extends infer W ? (W extends `${infer Name}.subject` ? Name : never) : never

/** What says more than which account it is about. Amounts are integer cents. */
type MessageWithValues =
  /** The place of the key in its link is filled when the mail leaves. */
  | {
      template: 'password-reset' | 'email-confirmation' | 'invitation' | 'registration'
      link: string
      userName: string
    }
  /** Somebody wants to register with an address that a web user has: where they get a new password. */
  | { template: 'registration-known'; link: string }
  /** To an account's holders: the newcomer's name, and a link that takes them off. */
  | { template: 'address-changed-holder'; newcomer: string }
  /** Bills are paid automatically from a bank account, from another one, or no longer. */
  | { template: 'autopay-changed'; change: 'on' | 'changed' | 'off'; ending: string }
  /** What autopay takes or asks about, and on which day (`YYYY-MM-DD`). */
  | {
      template: 'autopay-planned' | 'autopay-held'
      amountCents: number
      currency: string
      payOn: string
      ending: string
    }
  /** Autopay ended by itself. */
  | { template: 'autopay-ended'; why: 'bank-account' | 'unlinked' | 'source' | 'closed' }
  /** A new bill, and the day (`YYYY-MM-DD`) until which it is paid in time. `stop` switches such mail off. */
  | { template: 'bill-ready'; amountCents: number; currency: string; dueOn: string; stop: string }
  /** What is past due, and since which day (`YYYY-MM-DD`). */
  | { template: 'payment-overdue'; amountCents: number; currency: string; dueOn: string; stop: string }
  /** A day (`YYYY-MM-DD`) on which much more was used than usual. */
  | { template: 'usage-high'; service: string; dayOn: string; percent: number; stop: string }
  /** A third party that reads an account's data: until which day (`YYYY-MM-DD`), or no longer. */
  | { template: 'data-access-given'; thirdParty: string; endsOn: string }
  | { template: 'data-access-ended'; thirdParty: string }
  /** A bank account, by the last four digits of its number. */
  | { template: 'bank-account-added' | 'bank-account-removed'; ending: string }
  | {
      template: 'link-requested-holder' | 'link-approved-holder' | 'guest-joined-holder'
      link: string
      newcomer: string
    }
  /** To somebody without a link to the account: who invites, in which role, and a link that accepts. */
  | { template: 'guest-invited'; link: string; inviter: string; role: string }
  | { template: 'guest-role-changed'; role: string }
  /** A CSR prepared this command for the customer to approve, on the page of the link, after signing in. */
  | { template: 'change-prepared'; link: string; command: string }
  /** Our support is in the customer's portal: since when, and the kind of its purpose. */
  | { template: 'support-visit'; when: string; purpose: string }
  /** A code to read out to the CSR on the phone. Its place is filled when the message leaves. */
  | { template: 'read-out-code'; code: string; purpose: string; askedBy: string }
  /** What a customer changed about a program, and whether the account is and was enrolled in it. */
  | { template: 'program-changed'; program: ProgramName; isOn: boolean; wasOn: boolean }
  /** An extension or arrangement is over: all of it is paid, or it was not kept. */
  | { template: 'program-ended'; program: ProgramName; how: 'completed' | 'broken' }
  /** A year of budget billing is over: what goes to the next bill, and the new monthly amount (null: it ended). Integer cents. */
  | { template: 'budget-settled'; trueUpCents: number; monthlyCents: number | null; currency: string }
  /** The bank returned a payment of autopay, so that no more are made before the customer says so. */
  | { template: 'autopay-paused'; ending: string; returnReason: string }
  /** The bank did not make a payment, or took it back: its reason. */
  | { template: 'bank-payment-refused'; amountCents: number; currency: string; bankReason: string }
  | {
      template: 'bank-payment-returned'
      amountCents: number
      balanceCents: number
      currency: string
      bankReason: string
    }
  /** Staff gave a payment back. `ending`: the last digits of its card or bank account. */
  | {
      template: 'payment-refunded'
      amountCents: number
      balanceCents: number
      currency: string
      paidWith: string
      cause: string
    }
  | {
      template: 'payment-received'
      amountCents: number
      /** What is owed now; negative: a credit. */
      balanceCents: number
      currency: string
      receipt: MailedReceipt
    }

/** What the receipt in a mail says beside the amount. `paidWith` ends with the last digits of the card or bank account. */
export type MailedReceipt = {
  paymentId: number
  paidAt: Date
  timeZone: string
  tender: 'card' | 'bank'
  paidWith: string | null
}

/** Templates of mail to customers. Each has a subject in the locale files (`<template>.subject`). */
export type Message =
  | MessageWithValues
  | { template: Exclude<Template, MessageWithValues['template'] | 'alert'> }

export type Recipient = {
  email: string
  displayName: string
  locale: Locale
  /** A CSR did it for the customer: the message says so. */
  isBySupport: boolean
}

/** Combinations without texts: a password is never set in a masquerade, and only staff act at the desk. */
function openingOf(template: Message['template'], isBySupport: boolean): MessageWord {
  const key = `${template}.${isBySupport ? 'by-support' : 'by-customer'}`
  if (!hasWords(key)) throw new Error(`nobody is told of ${key}`)
  return key
}

/** The closing sentence: call us, for a web user who cannot sign in now; nothing to do, for one who was sent a link. */
function doubtOf(template: Message['template']): MessageWord {
  if (
    template === 'link-requested-holder' ||
    template === 'link-approved-holder' ||
    template === 'guest-joined-holder'
  )
    return 'frame.questions'
  if (template === 'bill-ready' || template === 'payment-overdue' || template === 'usage-high')
    return 'frame.stop'
  if (template === 'read-out-code') return 'frame.doubt-code'
  if (template === 'password-reset' || template === 'email-confirmation' || template === 'invitation')
    return 'frame.doubt-link'
  if (template === 'registration' || template === 'registration-known') return 'frame.doubt-link'
  if (template === 'guest-invited') return 'frame.doubt-invited'
  return template === 'web-user-deactivated' ? 'frame.doubt-call' : 'frame.doubt'
}

/** The name of a role or, with `.what`, what it may do. A role that the utility has added has only its name. */
function roleInWords(locale: Locale, role: string, part = ''): string {
  const key = `guest-role.${role}${part}`
  return hasWords(key) ? mailWords(locale, key) : part ? '' : role
}

function receiptIn({ paymentId, paidAt, timeZone, tender, paidWith }: MailedReceipt, locale: Locale) {
  const how = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  return {
    number: String(paymentId),
    time: new Intl.DateTimeFormat(`${locale}-US`, how).format(paidAt),
    method: tender,
    ending: paidWith ?? '',
  }
}

const dayInWords = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(`${locale}-US`, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))

type NoticeMessage = Extract<MessageWithValues, { stop: string }>

function noticeValues(message: NoticeMessage, locale: Locale, account: string): Record<string, string> {
  const { stop } = message
  if (message.template === 'usage-high') {
    const { service, dayOn, percent } = message
    return { account, stop, service, day: dayInWords(dayOn, locale), percent: String(percent) }
  }
  const { amountCents, currency, dueOn } = message
  const money = new Intl.NumberFormat(`${locale}-US`, { style: 'currency', currency })
  return { account, stop, amount: money.format(amountCents / 100), on: dayInWords(dueOn, locale) }
}

function valuesOf(message: Message, locale: Locale, accountId: number | null): Record<string, string> {
  // Mail is read on other people's screens: an account is named by its end.
  const account = accountId === null ? '' : String(accountId).slice(-4)
  if ('newcomer' in message)
    return { account, newcomer: message.newcomer, link: 'link' in message ? message.link : '' }
  if ('thirdParty' in message) {
    const until = 'endsOn' in message ? message.endsOn : ''
    return { account, thirdParty: message.thirdParty, until: until && dayInWords(until, locale) }
  }
  if ('stop' in message) return noticeValues(message, locale, account)
  if ('why' in message) return { account, why: message.why.replaceAll('-', '_') }
  if ('change' in message) return { account, change: message.change, ending: message.ending }
  if ('payOn' in message) {
    const { amountCents, currency, payOn, ending } = message
    const money = new Intl.NumberFormat(`${locale}-US`, { style: 'currency', currency })
    return { account, ending, amount: money.format(amountCents / 100), on: dayInWords(payOn, locale) }
  }
  if (message.template === 'budget-settled') {
    const { trueUpCents, monthlyCents, currency } = message
    const money = new Intl.NumberFormat(`${locale}-US`, { style: 'currency', currency })
    return {
      account,
      amount: money.format(Math.abs(trueUpCents) / 100),
      standing: trueUpCents > 0 ? 'owed' : trueUpCents < 0 ? 'credit' : 'settled',
      goesOn: monthlyCents === null ? 'no' : 'yes',
      monthly: money.format((monthlyCents ?? 0) / 100),
    }
  }
  if (message.template === 'program-ended')
    return { account, how: message.how, program: mailWords(locale, `program.${message.program}`) }
  if ('ending' in message)
    return {
      account,
      ending: message.ending,
      ...('returnReason' in message && { reason: message.returnReason.replaceAll('-', '_') }),
    }
  if ('role' in message) {
    const about = {
      account,
      role: roleInWords(locale, message.role),
      what: roleInWords(locale, message.role, '.what'),
    }
    return 'link' in message ? { ...about, link: message.link, inviter: message.inviter } : about
  }
  if (message.template === 'change-prepared') return { account, link: message.link, command: message.command }
  if (message.template === 'registration-known') return { account, link: message.link }
  if ('link' in message) return { account, link: message.link, userName: message.userName }
  // A name in the words' `select` has no hyphen.
  if (message.template === 'support-visit')
    return { account, when: message.when, purpose: message.purpose.replaceAll('-', '_') }
  if (message.template === 'read-out-code') {
    const { code, askedBy, purpose } = message
    return { account, code, askedBy, purpose: purpose.replaceAll('-', '_') }
  }
  if (message.template === 'program-changed') {
    const { program, isOn, wasOn } = message
    const change = isOn === wasOn ? 'changed' : isOn ? 'on' : 'off'
    return { account, change, program: mailWords(locale, `program.${program}`) }
  }
  if (!('amountCents' in message)) return { account }
  const { amountCents, currency } = message
  const balanceCents = 'balanceCents' in message ? message.balanceCents : 0
  const money = (cents: number) =>
    new Intl.NumberFormat(`${locale}-US`, { style: 'currency', currency }).format(cents / 100)
  return {
    ...('receipt' in message ? receiptIn(message.receipt, locale) : {}),
    account,
    amount: money(amountCents),
    balance: money(Math.abs(balanceCents)),
    ...('cause' in message && { ending: message.paidWith, cause: message.cause.replaceAll('-', '_') }),
    // A name in the words' `select` has no hyphen.
    reason: 'bankReason' in message ? message.bankReason.replaceAll('-', '_') : '',
    standing: balanceCents > 0 ? 'owed' : balanceCents < 0 ? 'credit' : 'settled',
  }
}

/** Returns the kind, subject and plain text of a message, in the recipient's language. */
export function composeMessage(message: Message, to: Recipient, from: Letterhead) {
  const { phone } = from
  const atPhone = phone ? mailWords(to.locale, 'help.at-phone', { phone }) : ''
  const words = (key: MessageWord, values: Record<string, string> = {}) =>
    mailWords(to.locale, key, { atPhone, ...values })
  const values = valuesOf(message, to.locale, from.accountId)
  const name = to.displayName.trim()
  return {
    template: message.template,
    subject: words(`${message.template}.subject`, values),
    body: words('frame', {
      greeting: name ? words('frame.greeting', { name }) : words('frame.greeting-nameless'),
      what: words(openingOf(message.template, to.isBySupport), { ...values, portal: from.portalOrigin }),
      doubt: words(doubtOf(message.template), { ...values, portal: from.portalOrigin }),
      utility: from.utilityName,
      portal: from.portalOrigin,
    }),
  }
}

/** Returns the text message of a notice, in the recipient's language: short, as each part of a text message is paid for. */
export function composeText(message: NoticeMessage, locale: Locale, from: Letterhead): string {
  const values = valuesOf(message, locale, from.accountId)
  return mailWords(locale, `${message.template}.as-text`, {
    ...values,
    utility: from.utilityName,
    portal: from.portalOrigin,
  })
}
