import type { Browser } from '@playwright/test'
import type { Accounts, CsrRole, CustomerRole } from './accounts.ts'
import type { Address, Sites } from './client/deployment.ts'
import { signInCsr, signInCustomer } from './client/sign-in.ts'
import { WebClient } from './client/web-client.ts'
import type { OwnProduct } from './product/own-product.ts'

/** What is attacked. */
export type Deployment = {
  sites: Sites
  accounts: Accounts
  /** The processes of the product. With one, both processes of an attack are the same. */
  processes: readonly [Address, ...Address[]]
  /** Present where this run started the product. */
  own?: OwnProduct
}

export type Target = { webUserId: number; accountId: number }
export type Started = { masqueradeId: string; code: string; endsAt: string; arrivalUrl: string }

let references = 0
/** Returns a reference that no other masquerade has: a start with the same one is the same masquerade. */
export const newReference = (what: string) => `misuse ${what} ${Date.now().toString(36)}-${references++}`

/** The people of a deployment, who sign in when an attack first needs them, and the steps that attacks share. */
export class Stage {
  readonly #sessions = new Map<string, Promise<WebClient>>()

  constructor(
    readonly deployment: Deployment,
    /** Opens a browser, once for all attacks. */
    readonly browser: () => Promise<Browser>,
  ) {}

  get sites() {
    return this.deployment.sites
  }
  get accounts() {
    return this.deployment.accounts
  }

  /** Another process of the deployment than the one that its names lead to; the same one where there is no other. */
  get otherProcess(): Address {
    return this.deployment.processes[1] ?? this.deployment.processes[0]
  }

  who(role: CustomerRole) {
    return this.accounts.customers[role]
  }

  stranger(origin: string) {
    return new WebClient(origin)
  }

  /** The session that a CSR has for the whole run. */
  csr(role: CsrRole): Promise<WebClient> {
    return this.#kept(`csr ${role}`, () => this.newCsr(role))
  }
  /** A session of a CSR's own for one attack, which may end it. */
  newCsr(role: CsrRole): Promise<WebClient> {
    return signInCsr(this.sites.desk, this.accounts, role)
  }
  customer(role: CustomerRole): Promise<WebClient> {
    return this.#kept(`customer ${role}`, () => this.newCustomer(role))
  }
  newCustomer(role: CustomerRole): Promise<WebClient> {
    const { userName, password } = this.who(role)
    return signInCustomer(this.sites.portal, userName, password)
  }

  #kept(key: string, make: () => Promise<WebClient>): Promise<WebClient> {
    const session = this.#sessions.get(key) ?? make()
    this.#sessions.set(key, session)
    session.catch(() => this.#sessions.delete(key))
    return session
  }

  /** Forgets the kept sessions of a CSR and a customer, which an attack is going to end. */
  forget(csr: CsrRole, customer: CustomerRole): void {
    this.#sessions.delete(`csr ${csr}`)
    this.#sessions.delete(`customer ${customer}`)
  }

  /** Forgets all kept sessions. */
  forgetAll(): void {
    this.#sessions.clear()
  }

  /** Returns the body of a start that nothing is wrong with. */
  startBody({ webUserId, accountId }: Target, what: string, more: Record<string, unknown> = {}) {
    return {
      ...{ webUserId, accountId, purposeKind: 'call', purposeReference: newReference(what) },
      ...{ promptVersion: 0, locale: 'en' as const, ...more },
    }
  }

  async start(desk: WebClient, target: Target, what: string): Promise<Started> {
    const { webUserId, accountId } = target
    const { promptVersion } = await desk.api.readMasqueradePrompt({
      body: { webUserId, accountId, locale: 'en' },
    })
    return desk.api.startMasquerade({ body: this.startBody(target, what, { promptVersion }) })
  }

  viewOrigin(masqueradeId: string) {
    return this.sites.view.replace('*', masqueradeId)
  }
  view(masqueradeId: string) {
    return new WebClient(this.viewOrigin(masqueradeId))
  }

  /** Posts a one-time code to a view origin, as the desk's form does. */
  arrive(view: WebClient, code: string, origin: string = this.sites.desk) {
    return view.raw('POST', '/arrive', { form: { code }, headers: { origin } })
  }

  /** Starts a masquerade and arrives on its view origin. */
  async masquerade(desk: WebClient, target: Target, what: string) {
    const started = await this.start(desk, target, what)
    const view = this.view(started.masqueradeId)
    const arrival = await this.arrive(view, started.code)
    if (arrival.status !== 303) throw new Error(`the arrival was answered ${arrival.status}`)
    return { ...started, desk, view, arrival }
  }

  /** The same, switched to acting. */
  async acting(desk: WebClient, target: Target, what: string) {
    const masquerade = await this.masquerade(desk, target, what)
    await masquerade.view.api.switchToAct()
    return masquerade
  }

  /** Switches an entitlement for the whole utility; null: as it was shipped. */
  async setEntitlement(entitlement: string, isOn: boolean | null) {
    const officer = await this.csr('officer')
    const { entitlements, hasFourEyes, version } = await officer.api.readUtilityEntitlements()
    const switches = entitlements
      .map((one) => (one.entitlement === entitlement ? { ...one, isOn } : one))
      .flatMap((one) => (one.isOn === null ? [] : [[one.entitlement, one.isOn]]))
    const state = { entitlements: Object.fromEntries(switches), hasFourEyes }
    await officer.api.changeUtilityEntitlements({
      body: { state, restores: null, version, reason: 'misuse suite' },
    })
  }

  /** Changes settings of the utility for as long as the work takes. */
  async withSetting<T>(setting: string, value: unknown, work: () => Promise<T>): Promise<T> {
    const officer = await this.csr('officer')
    const versionOf = async () => {
      const { settings } = await officer.api.readSettings()
      const entry = settings.find((one) => one.setting === setting && one.locale === '')
      if (!entry) throw new Error(`there is no setting ${setting}`)
      return entry.current
    }
    const before = await versionOf()
    const set = async (version: number, to: unknown) => {
      const body = { setting, locale: '', value: to, version, reason: 'misuse suite' }
      await officer.api.changeSetting({ body: body as never })
    }
    await set(before.version, value)
    try {
      return await work()
    } finally {
      await set((await versionOf()).version, before.value)
    }
  }
}
