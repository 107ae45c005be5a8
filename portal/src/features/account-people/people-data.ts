import type { Client } from '@porchlight/contract/client.ts'

/** The people of an account, and the invitations to it. */
export type PeopleData = Awaited<ReturnType<Client['listAccountPeople']>> & {
  guests: Awaited<ReturnType<Client['listGuestInvitations']>>
}
