import { hostname } from 'node:os'
import type { Config } from '../config.ts'
import type { SignIn, Tour } from './plain-page.ts'
import { forSafari } from './safari.ts'

/** Prints where everything is and, for a demo, whom to sign in as. */
export function announce(config: Config, tour: Tour | undefined, say: (sentence: string) => void): void {
  const { origins, standIns, port, listen } = config
  const line = (name: string, text: string) => say(`  ${name.padEnd(12)}${text}`)
  say(`\nPorchlight is ready.\n`)
  if (tour) line('Start here', `${origins.plain}  (addresses, sign-ins, a support call in five steps)`)
  line('Portal', origins.portal)
  line('Desk', origins.desk)
  if (!tour) return
  line('Bank', `${standIns.bank}  (deposits and payments of bank accounts)`)
  line('Sent mail', standIns.mail)
  line('Sent texts', standIns.text)
  line('CIS', `${standIns.cis}  (what the customer information system was told)`)
  line('SIEM', `${standIns.siem}  (the record as security events)`)
  line('Witness', `${standIns.witness}  (signs that the record only grew)`)
  line('Codes', `${standIns.identity}/codes  (second factors of the demo staff)`)
  say(`\nDemo sign-ins, all with the password ${tour.staff[0]?.password}`)
  for (const one of tour.staff) line('  Desk', signIn(one))
  for (const one of tour.customers.slice(0, 6)) line('  Portal', signIn(one))
  say(`\n  ${tour.customers.length - 6} more are at ${origins.plain}`)
  const safari = forSafari(config)
  if (safari) {
    say('\nSafari finds no *.localhost and keeps no Secure cookies there. Once, add to /etc/hosts:')
    say(`  ${safari.hosts}`)
    say('then start with')
    say(`  ${safari.start}`)
  }
  say(`\nFrom another machine, run there: ssh -L ${port}:localhost:${port} ${hostname()}`)
  say('then open the same addresses there in Chrome, Edge or Firefox.')
  if (!/^(127\.|::1$|localhost$)/.test(listen))
    say(`\nThis demo listens on ${listen}: everyone who can reach it can sign in as any user.`)
  say('\nCtrl-C stops everything.')
}

const signIn = ({ userName, about }: SignIn) => `${userName.padEnd(15)}${about}`
