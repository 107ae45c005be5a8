import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { demoCustomer, demoPassword } from '../demo/cast/cast.ts'

const Csr = z.strictObject({
  csrId: z.string(),
  /** For the sign-in page of the demo's identity provider. */
  password: z.string().optional(),
  /** The value of the session cookie of a desk session, where the identity provider is another. */
  cookie: z.string().optional(),
})
const Target = z.strictObject({ webUserId: z.number(), accountId: z.number() })
const Customer = Target.extend({ userName: z.string(), password: z.string(), personId: z.number() })

/** The people of a deployment whom the attacks sign in as. `docs/misuse.md` says what each must be. */
export const Accounts = z.strictObject({
  csrs: z.strictObject({ agent: Csr, trainee: Csr, supervisor: Csr, officer: Csr }),
  customers: z.strictObject({
    holder: Customer,
    guest: Customer,
    other: Customer,
    owing: Customer,
    spare: Customer,
  }),
  protected: Target,
  /** Further accounts that a CSR may open, for the limit of customers an hour. */
  further: z.array(z.number()).min(3),
})
export type Accounts = z.infer<typeof Accounts>
export type CsrRole = keyof Accounts['csrs']
export type CustomerRole = keyof Accounts['customers']

const csr = (csrId: string) => ({ csrId, password: demoPassword })

function customer(userName: string, accountId?: number) {
  const { webUserId, personId, accountIds } = demoCustomer(userName)
  const [first] = accountIds
  if (first === undefined) throw new RangeError(`${userName} has no account`)
  return { userName, password: demoPassword, webUserId, personId, accountId: accountId ?? first }
}

/** Returns the people of a demo, whose names and numbers are the same in every one. */
export function demoAccounts(): Accounts {
  const holder = customer('m.alvarez')
  const { webUserId, accountId } = customer('a.okafor')
  return {
    csrs: {
      agent: csr('amara.okafor'),
      trainee: csr('tom.becker'),
      supervisor: csr('ines.ferreira'),
      officer: csr('kenji.sato'),
    },
    customers: {
      holder,
      guest: customer('j.smith', holder.accountId),
      other: customer('d.okonkwo'),
      owing: customer('b.past-due'),
      spare: customer('golden.wok'),
    },
    protected: { webUserId, accountId },
    further: ['r.doe', 'c.cash', 'l.nguyen'].map((name) => customer(name).accountId),
  }
}

/** Reads the people of another deployment from a JSON file. Throws where one is missing. */
export const readAccounts = (file: string): Accounts => Accounts.parse(JSON.parse(readFileSync(file, 'utf8')))
