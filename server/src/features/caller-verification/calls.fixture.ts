import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import type { TestApp } from '#testing/test-app.ts'

/** The caller of these tests: Maria, about her account. */
export const target = { webUserId: town.maria as number, accountId: town.mariaAccount as number }

let nth = 0
export type Purpose = { purposeKind: string; purposeReference: string }
/** Returns a purpose that no other test has. */
export const freshCall = (): Purpose => ({ purposeKind: 'call', purposeReference: `C-${++nth}` })
export const freshDispute = (): Purpose => ({ purposeKind: 'dispute', purposeReference: `D-${++nth}` })

/** Asks for a code that the customer reads out. */
export const ask = (desk: Browser, purpose: Purpose, more: object = {}) =>
  desk.api.askForReadOutCode({ body: { ...target, ...purpose, channel: 'portal', ...more } })
export const verify = (desk: Browser, purpose: Purpose, more: object = {}) =>
  desk.api.verifyCaller({ body: { ...target, ...purpose, identifiers: [], code: '', ...more } })

/** Waits for a refusal and returns it. */
export const refusedWith = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error) => error,
  )
export const tooMany = { status: 429, body: { reason: 'too-many-attempts' } }
export const codeWrong = { status: 422, body: { fields: [{ field: 'code', reason: 'code-wrong' }] } }
/** Returns a code that is not `code`. */
export const another = (code: string) => (code === '111111' ? '222222' : '111111')

/** Returns the newest code that the portal shows to a customer. */
export async function codeInPortal(app: TestApp, webUserId: number = town.maria) {
  const { codes } = await (await app.asCustomer(webUserId)).api.readSupportCodes()
  return codes[0]
}

/** Wrong codes of other tests do not count here. */
export const forgetAttempts = (app: TestApp) => app.owner`DELETE FROM attempts`
