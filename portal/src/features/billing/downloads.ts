import type { Client } from '@porchlight/contract/client.ts'
import { amount, line } from '@porchlight/contract/csv.ts'
import { type DownloadProps, download } from '../../app/download.ts'
import { knownKey } from '../../app/messages.ts'
import { filterIn } from './filter.tsx'
import { billDocument, type DocumentData } from './pdf/bill-document.ts'
import { drawBill } from './pdf/draw-bill.ts'

type History = Awaited<ReturnType<Client['exportBills']>>

/** A bill as a document to keep or to mail. */
export const billPdf = download<DocumentData>({
  path: '/accounts/:accountId/bills/:billId/bill.pdf',
  load: (client, { params }) =>
    client.readBillDocument({ params: { accountId: params.accountId, billId: params.billId } }),
  file: async (props) => ({
    name: `${props.t('pdf.file')}-${props.data.billDate}.pdf`,
    type: 'application/pdf',
    body: await drawBill(billDocument(props.data, props)),
  }),
})

/** The history of bills and payments, as the lists above it narrow it. */
export const billsCsv = download<History>({
  path: '/accounts/:accountId/bills.csv',
  load: (client, { params, query }) =>
    client.exportBills({ params: { accountId: params.accountId }, query: filterIn(query) }),
  file: (props) => ({
    name: `${props.t('csv.file')}.csv`,
    type: 'text/csv; charset=utf-8',
    body: historyCsv(props),
  }),
})

/** Spreadsheets take a file that begins with this for UTF-8; else letters with accents are garbled. */
const byteOrderMark = '\ufeff'

/**
 * Returns bills and payments, newest first, in one table with headings in the reader's language. Dates are ISO 8601 and amounts have a
 * decimal point, which spreadsheets of both languages' readers in the Americas understand.
 */
export function historyCsv({ data, t }: Pick<DownloadProps<History>, 'data' | 't'>): string {
  const { bills, payments, currency } = data
  const head = [
    'date',
    'entry',
    'kind',
    'from',
    'to',
    'due',
    'standing',
    'charges',
    'amount-due',
    'open',
    'paid',
    'currency',
  ] as const
  const rows = [
    ...bills.map((bill) => ({
      date: bill.billDate,
      cells: [
        bill.billDate,
        t('bill.title'),
        t(`bill.kind.${bill.kind}`),
        bill.periodFrom,
        bill.periodTo,
        bill.dueDate,
        t(`bill.standing.${bill.standing}`),
        amount(bill.chargesCents),
        amount(bill.amountDueCents),
        amount(bill.openCents),
        null,
        bill.currency,
      ],
    })),
    ...payments.map((payment) => ({
      date: payment.receivedOn,
      cells: [
        payment.receivedOn,
        t('csv.payment'),
        t(knownKey(`tender.${payment.tender}`, 'tender.other')),
        ...[null, null, null, null, null, null, null],
        amount(payment.amountCents),
        currency,
      ],
    })),
    ...payments.flatMap(({ reversedOn, amountCents, tender }) =>
      reversedOn === null
        ? []
        : [
            {
              date: reversedOn,
              cells: [
                reversedOn,
                t('csv.payment-returned'),
                t(knownKey(`tender.${tender}`, 'tender.other')),
                ...[null, null, null, null, null, null, null],
                amount(-amountCents),
                currency,
              ],
            },
          ],
    ),
  ].sort((one, other) => (one.date < other.date ? 1 : one.date > other.date ? -1 : 0))
  return (
    byteOrderMark + line(head.map((name) => t(`csv.${name}`))) + rows.map(({ cells }) => line(cells)).join('')
  )
}
