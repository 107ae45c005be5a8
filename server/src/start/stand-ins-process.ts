import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { MasqueradeStarter } from '#integrations/cis/masquerade-starter.ts'
import type { DemoStaff } from '#integrations/identity-provider/staff.ts'
import type { StandInPorts, StandInsConfig } from '#integrations/stand-ins.ts'
import type { Config } from '../config.ts'
import { projectFolder } from '../project-folder.ts'
import { homeOf } from './embedded-database.ts'
import type { Secrets } from './keep-secrets.ts'
import { publicKeysFile, recordFilesOf } from './record-keys.ts'

/** The name of the key that signs what the CIS's stand-in is told. */
export const cisKeyId = 'porchlight-demo'
/** The address for the payment page's webhooks. It is on loopback, because Node does not resolve *.localhost. */
export const webhookPath = '/api/card-payments/webhook'
export const clientId = 'porchlight-desk'
/** Where the desk says that somebody is signed out, and where the identity provider tells it so. */
export const signedOutPath = '/signed-out'
export const backChannelLogoutPath = '/sign-in/back-channel-logout'

const patienceMs = 3_000

/** Forks the process of the stand-ins. The start forks it at once and sends its configuration later. */
export function forkStandIns(say: (sentence: string) => void) {
  const child = fork(path.join(projectFolder(), 'dist/stand-ins.mjs'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  })
  let isClosing = false
  // The OpenID library warns of Node 20, on which it was checked; all else is worth reading.
  child.stderr?.on('data', (text: Buffer) => {
    if (!text.toString().includes('Unsupported runtime')) process.stderr.write(text)
  })
  child.once('exit', (code) => {
    if (!isClosing)
      say(
        `The stand-ins of identity provider, payment page, bank, mail, text messages, CIS, SIEM and witness ended unexpectedly (${code}).`,
      )
  })
  return {
    async begin(config: StandInsConfig): Promise<StandInPorts> {
      child.send(config)
      const ended = once(child, 'exit').then(() => {
        throw new Error('The stand-ins did not start.')
      })
      const [ports] = (await Promise.race([once(child, 'message'), ended])) as [StandInPorts]
      ended.catch(() => {})
      return ports
    },
    async close(): Promise<void> {
      isClosing = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      const kill = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      if (child.connected) child.disconnect()
      await exit
      clearTimeout(kill)
    },
  }
}

/** Returns what the stand-ins of this installation stand in for. */
export function standInsConfig(
  config: Config,
  secrets: Secrets,
  staff: readonly DemoStaff[],
  agent: MasqueradeStarter['agent'],
  customers: MasqueradeStarter['customers'],
): StandInsConfig {
  const { standIns, origins, port } = config
  return {
    identity: {
      issuer: standIns.identity,
      clientId,
      clientSecret: secrets.clientSecret,
      redirectUris: [`${origins.desk}/sign-in/callback`],
      postLogoutRedirectUris: [`${origins.desk}${signedOutPath}`],
      backChannelLogout: {
        uri: `${origins.desk}${backChannelLogoutPath}`,
        base: `http://127.0.0.1:${port}`,
      },
      leadsOnTo: [origins.view],
      deskUrl: `${origins.desk}/`,
      staff,
      jwks: secrets.signingKeys,
      cookieKeys: secrets.cookieKeys,
    },
    payment: {
      publicUrl: standIns.payment,
      secret: secrets.paymentSecret,
      webhookUrl: `http://127.0.0.1:${port}${webhookPath}`,
      file: path.join(homeOf(config.dataFolder), 'payments.jsonl'),
    },
    bank: {
      publicUrl: standIns.bank,
      authorization: `Bearer ${secrets.bankSecret}`,
      file: path.join(homeOf(config.dataFolder), 'bank.jsonl'),
    },
    mail: { publicUrl: standIns.mail },
    text: { publicUrl: standIns.text, authorization: `Bearer ${secrets.textSecret}` },
    cis: {
      publicUrl: standIns.cis,
      keyId: cisKeyId,
      secret: secrets.cisSecret,
      starter: {
        issuer: standIns.cis,
        desk: origins.desk,
        base: `http://127.0.0.1:${port}`,
        view: origins.view,
        agent,
        customers,
      },
    },
    siem: { publicUrl: standIns.siem },
    witness: {
      publicUrl: standIns.witness,
      file: path.join(homeOf(config.dataFolder), 'witness.json'),
      keysFile: publicKeysFile(recordFilesOf(config).keyFile ?? ''),
    },
  }
}
