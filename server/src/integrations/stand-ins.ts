import { basename } from 'node:path'
import { type BankStandInConfig, startBankStandIn } from './bank/stand-in.ts'
import { type CisStandInConfig, startCisStandIn } from './cis/stand-in.ts'
import type { IdentityStandInConfig } from './identity-provider/provider.ts'
import { startIdentityStandIn } from './identity-provider/stand-in.ts'
import { type MailStandInConfig, startMailStandIn } from './mail/stand-in.ts'
import { type PaymentStandInConfig, startPaymentStandIn } from './payment/stand-in.ts'
import { type SiemStandInConfig, startSiemStandIn } from './siem/stand-in.ts'
import { startTextStandIn, type TextStandInConfig } from './text-messages/stand-in.ts'
import { startWitnessStandIn, type WitnessStandInConfig } from './witness/stand-in.ts'

export interface StandInsConfig {
  readonly identity: IdentityStandInConfig
  readonly payment: PaymentStandInConfig
  readonly bank: BankStandInConfig
  readonly mail: MailStandInConfig
  readonly text: TextStandInConfig
  readonly cis: CisStandInConfig
  readonly siem: SiemStandInConfig
  readonly witness: WitnessStandInConfig
}

export interface StandInPorts {
  readonly identityPort: number
  readonly paymentPort: number
  readonly bankPort: number
  readonly mailPort: number
  readonly smtpPort: number
  readonly textPort: number
  readonly cisPort: number
  readonly siemPort: number
  readonly witnessPort: number
  /** The public key of the witness. */
  readonly witnessKey: string
}

export interface StandIns {
  readonly ports: StandInPorts
  close(): Promise<void>
}

/** Starts the stand-ins, each on a free port of 127.0.0.1. */
export const startStandIns = async (config: StandInsConfig): Promise<StandIns> => {
  const [identity, payment, bank, mail, text, cis, siem, witness] = await Promise.all([
    startIdentityStandIn(config.identity),
    startPaymentStandIn(config.payment),
    startBankStandIn(config.bank),
    startMailStandIn(config.mail),
    startTextStandIn(config.text),
    startCisStandIn(config.cis),
    startSiemStandIn(config.siem),
    startWitnessStandIn(config.witness),
  ])
  const { port: mailPort, smtpPort } = mail
  const ports = {
    identityPort: identity.port,
    paymentPort: payment.port,
    bankPort: bank.port,
    mailPort,
    smtpPort,
    textPort: text.port,
    cisPort: cis.port,
    siemPort: siem.port,
    witnessPort: witness.port,
    witnessKey: witness.vkey,
  }
  const close = async () => {
    await Promise.all([identity, payment, bank, mail, text, cis, siem, witness].map((one) => one.close()))
  }
  return { ports, close }
}

/**
 * As a process: the parent sends a `StandInsConfig` (so that no secret is in arguments or environment), is sent
 * `StandInPorts`, and the process ends when the parent does.
 */
const runAsProcess = () => {
  // Ctrl-C reaches the whole group; the parent decides when we go, so that what is under way may finish.
  process.on('SIGINT', () => undefined)
  const stopped = new Promise<void>((resolve) => {
    process.once('disconnect', resolve)
    process.once('SIGTERM', resolve)
  })
  process.once('message', async (config: StandInsConfig) => {
    const standIns = await startStandIns(config)
    process.send?.(standIns.ports)
    await stopped
    await standIns.close()
    process.exit(0)
  })
  void stopped.then(() => setTimeout(() => process.exit(0), 2_000).unref())
}

// By its file's name, so that a bundle that merely contains this module does not start it.
const isEntry = /^stand-ins\.(ts|js|mjs)$/.test(basename(process.argv[1] ?? ''))
if (isEntry) {
  if (process.send === undefined) {
    console.error('The stand-ins are started by the server, which tells them what to stand in for.')
    process.exit(1)
  }
  runAsProcess()
}
