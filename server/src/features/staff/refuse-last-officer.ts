import { Refusal } from '#policy/refusal.ts'

/** Runs a change of staff. Turns the database's own refusal, where no security officer would be left, into a named reason. */
export async function refusingLastOfficer<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === 'P7301')
      throw new Refusal('last-security-officer', {}, { cause: error })
    // Of a proposal: the CSR who made it may not change this any more.
    if ((error as { code?: unknown } | null)?.code === '42501')
      throw new Refusal('proposer-lost-permission', {}, { cause: error })
    throw error
  }
}
