import type { Config } from '../config.ts'

/**
 * Returns what a person must do for Safari, which resolves no *.localhost and keeps no Secure cookie of an http address. The names
 * go into /etc/hosts, which has no wildcards, so all masquerades share one origin. Undefined if it is done, or not needed.
 */
export function forSafari({
  origins,
  standIns,
  secureCookies,
}: Config): { hosts: string; start: string } | undefined {
  const view = origins.view.replace('://*.', '://')
  const sites = [
    origins.portal,
    origins.desk,
    view,
    standIns.identity,
    standIns.payment,
    standIns.mail,
    standIns.bank,
    standIns.text,
    standIns.cis,
    standIns.siem,
    standIns.witness,
  ]
  const names = sites.map((origin) => new URL(origin).hostname)
  if (!secureCookies || names.some((name) => !name.endsWith('.localhost'))) return undefined
  return {
    hosts: `127.0.0.1 ${names.join(' ')}`,
    start: `PORCHLIGHT_VIEW_ORIGIN=${view} PORCHLIGHT_SECURE_COOKIES=off npm start`,
  }
}
