import { z } from 'zod'
import { addProblem } from '../add-problem.ts'
import { OptionalLine, SourceKey, Word, Yes } from '../values.ts'

const Link = z.strictObject({
  account: SourceKey.describe('Source key of an account'),
  role: Word.describe('account-holder, co-holder, manager, payer or viewer, as the utility has set them up'),
  isActive: Yes.describe('Yes where it is absent'),
  nickname: OptionalLine(80).describe('Of a new link: later it is the customer’s own'),
  businessLine: OptionalLine(80).describe('Of a new link'),
})

/** A web user with the accounts that they reach. */
export const WebUserRecord = z
  .strictObject({
    sourceKey: SourceKey,
    userName: z
      .string()
      .regex(/^[!-~]{1,120}$/)
      .describe('ASCII without spaces; nobody else’s, in capitals or not'),
    email: z.email().max(254),
    person: SourceKey.describe('Source key of the person; it never changes'),
    isActive: Yes.describe('Stays where it is absent; yes for a new one'),
    locale: z.enum(['en', 'es']).optional().describe('Stays where it is absent; en for a new one'),
    links: z.array(Link).max(2000).optional(),
  })
  .check((ctx) => {
    const accounts = (ctx.value.links ?? []).map(({ account }) => account)
    const twice = accounts.findIndex((account, at) => accounts.indexOf(account) < at)
    if (twice >= 0) addProblem(ctx, ['links', twice, 'account'], 'there-twice')
  })
export type WebUserRecord = z.output<typeof WebUserRecord>
