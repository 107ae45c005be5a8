import type { Client } from '@porchlight/contract/client.ts'
import type { DownloadProps } from '#app/download.ts'
import { knownKey } from '#app/messages.ts'
import { billParts, chargesIn } from '../bill-parts.ts'
import { chargeGroups, notItemized } from '../charges.ts'
import { lineName, productWords, stepWords } from '../line-words.ts'
import { dueWords, partWords } from '../part-words.ts'
import { causeWords, changedCauses } from '../why-words.ts'
import type { AmountRow, BillDocument, Block } from './blocks.ts'

export type DocumentData = Awaited<ReturnType<Client['readBillDocument']>>
type Words = Pick<DownloadProps<unknown>, 't' | 'format' | 'locale' | 'utilityName' | 'help'>

/** Returns what a bill's document says: the same lines and sums as its page. */
export function billDocument(bill: DocumentData, words: Words): BillDocument {
  const { t, format, locale, utilityName } = words
  const money = (cents: number) => format.money(cents, bill.currency)
  const title = t('bill.of', { date: format.date(bill.billDate) })
  const account = [t('pdf.account'), format.account(bill.accountId)] as const
  const due = [dueWords(bill, words), money(Math.abs(bill.amountDueCents))] as const
  return {
    language: locale === 'es' ? 'es-US' : 'en-US',
    title: t('pdf.title', { utility: utilityName, title }),
    heading: title,
    country: bill.mailingAddress?.country,
    sender: utilityName,
    recipientLabel: t('pdf.recipient'),
    recipient: [bill.customerName, ...addressLines(bill.mailingAddress)].filter(Boolean),
    facts: [
      account,
      [
        t('pdf.period'),
        t('bill.period', {
          from: format.date(bill.periodFrom, 'medium'),
          to: format.date(bill.periodTo, 'medium'),
        }),
      ],
      due,
    ],
    blocks: [...sums(bill, words), ...charges(bill, words), ...explanation(bill, words), ...contact(words)],
    stub:
      bill.remittanceAddress.length === 0 || bill.amountDueCents <= 0
        ? undefined
        : {
            heading: t('pdf.return'),
            facts: [[t('pdf.customer'), bill.customerName], account, due],
            addressLabel: t('pdf.pay-to'),
            address: bill.remittanceAddress,
          },
    pageWords: (page, pages) => t('pdf.page', { page, pages, title, account: account[1] }),
  }
}

function addressLines(address: DocumentData['mailingAddress']): string[] {
  if (!address) return []
  const { line1, line2, city, region, postalCode, country } = address
  const place = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return [line1, line2, place, country === 'US' ? '' : country].filter(Boolean)
}

function sums(bill: DocumentData, words: Words): Block[] {
  const { t, format } = words
  const money = (cents: number) => format.money(cents, bill.currency)
  const rows: AmountRow[] = billParts(bill).map((part) => {
    const { name, detail } = partWords(part, words)
    return { label: name, detail, value: money(part.cents) }
  })
  rows.push({ label: dueWords(bill, words), value: money(bill.amountDueCents), isTotal: true })
  return [
    { kind: 'heading', text: t('bill.sums') },
    { kind: 'table', head: [t('bill.sums'), t('pdf.amount')], rows },
  ]
}

function charges(bill: DocumentData, words: Words): Block[] {
  const { t, format } = words
  const money = (cents: number) => format.money(cents, bill.currency)
  const lines = chargesIn(bill.lines)
  const rowsOf = (ofGroup: typeof lines): AmountRow[] =>
    ofGroup.map((line) => ({
      label: [lineName(line, words), stepWords(line, words)].filter(Boolean).join(', '),
      detail: productWords(line, bill.currency, words),
      value: money(line.amountCents),
    }))
  const groups = chargeGroups(lines)
  const services = groups.flatMap(({ sort, serviceType, premise, lines: ofGroup, totalCents }): Block[] => {
    if (sort !== 'service') return []
    const name = t(knownKey(`service.${serviceType}`, 'bill.other-charges'))
    const rows = rowsOf(ofGroup)
    if (ofGroup.length > 1)
      rows.push({ label: t('bill.group-total', { name }), value: money(totalCents), isTotal: true })
    return [{ kind: 'table', head: [premise ? `${name}, ${premise}` : name, t('pdf.amount')], rows }]
  })
  // In one table with the total: alone, each of them would take three lines.
  const others = rowsOf(groups.flatMap((group) => (group.sort === 'service' ? [] : group.lines)))
  const rest = notItemized(lines, bill.chargesCents)
  if (rest) others.push({ label: t('bill.not-itemized'), value: money(rest) })
  others.push({ label: t('bill.all-charges'), value: money(bill.chargesCents), isTotal: true })
  return [
    { kind: 'heading', text: t('bill.charges') },
    ...services,
    { kind: 'table', head: [t('bill.other-charges'), t('pdf.amount')], rows: others },
  ]
}

function explanation({ lastYear, chargesCents, currency }: DocumentData, words: Words): Block[] {
  if (!lastYear) return []
  const { t, format } = words
  const { largest } = changedCauses(lastYear.difference)
  if (!largest) return []
  const before = t('pdf.year-before', {
    now: format.money(chargesCents, currency),
    before: format.money(lastYear.chargesCents, currency),
  })
  const cause = causeWords(largest, { difference: lastYear.difference, currency }, words)
  return [
    { kind: 'heading', text: t('bill.year-before') },
    { kind: 'paragraph', text: `${before} ${cause}` },
  ]
}

function contact({ t, help }: Words): Block[] {
  return help.phone
    ? [{ kind: 'paragraph', text: t('pdf.questions', { phone: help.phone, hours: help.hours }) }]
    : []
}
