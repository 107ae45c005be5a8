import type { Api } from '@porchlight/contract/api.ts'
import type { Body, Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import { maskedName } from '#features/accounts/index.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import { csvLine } from '#features/self-service-tasks/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import type { Grant } from '#policy/grant.ts'
import { refuseField } from '#policy/refusal.ts'
import { sumsByCsr, sumsByCustomer, sumsByName, sumsByStep } from './queries.ts'
import { dayBefore, spanOf, stepsOf } from './rules.ts'

type Report = Response<Api['readAccessReport']>

async function reportOf(
  sql: Sql,
  grant: Grant<'access-report:view' | 'access-report:export'>,
  { from, to }: Body<Api['readAccessReport']>,
): Promise<Report> {
  const span = spanOf(from, to)
  if (!span) throw refuseField('to', 'not-valid')
  const { beforeFrom, stepDays } = span
  const period = { from, to, beforeFrom }
  const sumsOf = (events: string[]) => sumsByStep(sql, { beforeFrom, to, stepDays, events })
  const [steps, refusedSteps, csrs, customers, purposes, refusals] = await Promise.all([
    sumsOf(['read', 'changed', 'refused']),
    sumsOf(['refused']),
    sumsByCsr(sql, period),
    sumsByCustomer(sql, { from, to }),
    sumsByName(sql, { ...period, sumKind: 'purpose' }),
    sumsByName(sql, { ...period, sumKind: 'refusal' }),
  ])
  await namePeople(
    sql,
    grant,
    customers.map(({ isProtected, personId }) => (isProtected ? null : personId)),
  )
  return {
    steps: stepsOf(span, steps),
    refusedSteps: stepsOf(span, refusedSteps),
    before: { from: beforeFrom, to: dayBefore(from) },
    csrs,
    customers: customers.map(({ isProtected, personName, ...row }) => ({
      ...row,
      personName: personName !== null && isProtected ? maskedName(personName) : personName,
    })),
    purposes,
    refusals,
  }
}

const csvOf = ({ steps, refusedSteps, csrs, customers, purposes, refusals }: Report): string =>
  [
    ['table', 'from', 'to', 'lines', 'lines-before'],
    ...steps.map(({ from, to, count, before }) => ['period', from, to, count, before]),
    ['table', 'from', 'to', 'refusals', 'refusals-before'],
    ...refusedSteps.map(({ from, to, count, before }) => ['refusals', from, to, count, before]),
    ['table', 'csr', 'name', 'lines', 'lines-before', 'changes', 'refusals', 'masquerades', 'customers'],
    ...csrs.map((row) => [
      'csr',
      row.csrId,
      row.name,
      row.count,
      row.before,
      row.changes,
      row.refusals,
      row.masquerades,
      row.customers,
    ]),
    ['table', 'account', 'name', 'csrs', 'lines'],
    ...customers.map((row) => ['customer', row.accountId, row.personName, row.csrs, row.lines]),
    ['table', 'name', 'count', 'count-before'],
    ...purposes.map(({ name, count, before }) => ['purpose', name, count, before]),
    ...refusals.map(({ name, count, before }) => ['refusal', name, count, before]),
  ]
    .map((cells) => csvLine(cells))
    .join('')

export const accessReportHandlers: HandlersOf<'readAccessReport' | 'exportAccessReport'> = {
  readAccessReport: async ({ body }, { sql, grant, note }) => {
    const report = await reportOf(sql, grant, body)
    note({ event: 'read', details: { from: body.from, to: body.to } })
    return report
  },

  exportAccessReport: async ({ body }, { sql, grant, note }) => {
    const report = await reportOf(sql, grant, body)
    const { from, to } = body
    note({
      event: 'read',
      details: { from, to, csrs: report.csrs.length, customers: report.customers.length },
    })
    return { csv: csvOf(report) }
  },
}
