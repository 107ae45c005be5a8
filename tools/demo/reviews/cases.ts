import type { AlertOutcome, DetectorName } from '@porchlight/contract/alert-choices.ts'

/** Accounts by their part: those of the cast by user name, others of the town. */
export type Role = 'canary' | 'night' | 'visited' | 'r.doe' | 'l.nguyen' | 'b.past-due' | 'a.okafor'

type Settled = { outcome: AlertOutcome; reason: string; hoursAfter: number }

/** An alert of a detector, with the look that it is about. */
export type Case = {
  detector: DetectorName
  priority: 1 | 2 | 3
  csrId: string
  role: Role
  daysAgo: number
  /** Of the look: hours of the local day. */
  hour: number
  facts: Record<string, number | boolean>
  /** The look was refused for this reason. */
  refused?: 'further-reason-required'
  /** Looks on the days before, as often. */
  earlierLooks?: number
  /** The CSR noted a call. */
  hasCall: boolean
  /** How long after the look the detector can tell. */
  delayHours?: number
  owner?: string
  settled?: Settled
  isMuted?: boolean
}

export const officer = 'kenji.sato'

/** Open, due, overdue and closed alerts, with every outcome but one of each detector. */
export const cases: readonly Case[] = [
  {
    detector: 'canary-opened',
    priority: 1,
    csrId: 'tom.becker',
    role: 'canary',
    daysAgo: 4,
    hour: 15.2,
    facts: { isRefused: false },
    hasCall: false,
  },
  {
    detector: 'same-surname',
    priority: 2,
    csrId: 'tom.becker',
    role: 'l.nguyen',
    daysAgo: 2,
    hour: 11.4,
    facts: {},
    hasCall: true,
    owner: officer,
  },
  {
    detector: 'own-account',
    priority: 1,
    csrId: 'amara.okafor',
    role: 'a.okafor',
    daysAgo: 19,
    hour: 9.1,
    facts: { isRefused: true },
    refused: 'further-reason-required',
    hasCall: false,
    settled: {
      outcome: 'explained',
      reason: 'She typed her own number to show a new colleague the search. Nothing was shown.',
      hoursAfter: 2,
    },
  },
  {
    detector: 'same-address',
    priority: 2,
    csrId: 'tom.becker',
    role: 'r.doe',
    daysAgo: 12,
    hour: 16.6,
    facts: { number: 4 },
    hasCall: true,
    settled: {
      outcome: 'passed-on',
      reason: 'He lives two doors away and took the call. Human resources talk with him about it.',
      hoursAfter: 20,
    },
  },
  {
    detector: 'repeated-looks',
    priority: 3,
    csrId: 'rosa.delgado',
    role: 'b.past-due',
    daysAgo: 12,
    hour: 10.3,
    facts: { number: 5, days: 7 },
    earlierLooks: 4,
    hasCall: true,
    settled: {
      outcome: 'false-alarm',
      reason: 'She arranges the payment plan with this customer. Each call has its note.',
      hoursAfter: 26,
    },
    isMuted: true,
  },
  {
    detector: 'after-hours',
    priority: 3,
    csrId: 'omar.haddad',
    role: 'night',
    daysAgo: 6,
    hour: 22.7,
    facts: {},
    hasCall: true,
    settled: {
      outcome: 'corrected',
      reason: 'He was on the storm shift, which the office hours did not list.',
      hoursAfter: 11,
    },
  },
  {
    detector: 'unexplained-opening',
    priority: 2,
    csrId: 'grace.lim',
    role: 'visited',
    daysAgo: 20,
    hour: 13.5,
    facts: { number: 2 },
    hasCall: false,
    delayHours: 2,
    settled: {
      outcome: 'misuse',
      reason: 'She looked up a former partner and said so. Her access has ended.',
      hoursAfter: 30,
    },
  },
]
