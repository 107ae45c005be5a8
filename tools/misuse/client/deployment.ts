/** Where a process of the product listens. */
export type Address = { host: string; port: number }

/** The origins of a deployment; `view` has a `*` in the place of the masquerade's id, unless all masquerades share one. */
export type Sites = {
  plain: string
  portal: string
  desk: string
  view: string
  identity: string
  mail: string
  payment: string
}

/** Returns the origins that belong to the address of the plain page: `https://utility.example` has `https://portal.utility.example`. */
export function sitesOf(url: string): Sites {
  const { protocol, host } = new URL(url)
  const plain = host.replace(/^(portal|desk|localhost\.)\./, '')
  const beside = (name: string) => `${protocol}//${name}.${plain}`
  return {
    plain: `${protocol}//${plain}`,
    portal: beside('portal'),
    desk: beside('desk'),
    view: beside('*.view'),
    identity: beside('id'),
    mail: beside('mail'),
    payment: beside('pay'),
  }
}

/** Returns the address to connect to. Names below localhost are this machine, which not every resolver knows. */
export function addressOf(origin: string): Address {
  const { hostname, port, protocol } = new URL(origin)
  const host = /(^|\.)localhost$/.test(hostname) ? '127.0.0.1' : hostname
  return { host, port: Number(port || (protocol === 'https:' ? 443 : 80)) }
}
