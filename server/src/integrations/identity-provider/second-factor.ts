import { generateSync, verifySync } from 'otplib'
import type { DemoStaff } from './staff.ts'

/** The authentication context class that says: signed in with a second factor. */
export const secondFactorClass = 'urn:porchlight:second-factor'

const period = 30

/** The code a person's authenticator shows now, and for how many seconds more. */
export const currentCode = (staff: DemoStaff): { code: string; secondsLeft: number } => ({
  code: generateSync({ secret: staff.totpSecret }),
  secondsLeft: period - (Math.floor(Date.now() / 1000) % period),
})

/**
 * Whether the typed code is right. The page that shows the code has no script, so it may be a minute old.
 * A code may serve twice: signing in and confirming within the same 30 seconds is what a demonstration does.
 */
export const codeIsRight = (staff: DemoStaff, typed: string): boolean => {
  const token = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return false
  return verifySync({ secret: staff.totpSecret, token, epochTolerance: [2 * period, period] }).valid
}
