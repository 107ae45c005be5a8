import type { ServerAddresses } from './server.ts'
import { withDatabase } from './sign-in.ts'

/** Adds an urgent to-do about an account for everybody who works a role, and returns its id. */
export const addToDo = (addresses: ServerAddresses, accountId: number, role = 'customer-records') =>
  withDatabase(addresses, async (sql) => {
    const [row] = await sql`INSERT INTO to_dos (to_do_role, subject, priority, account_id, created_at)
      VALUES (${role}, 'payment-differs', 1, ${accountId}, now()) RETURNING to_do_id`
    return Number(row?.toDoId)
  })
