import { type Attack, must, mustEqual } from '../attack.ts'
import { formOf } from '../client/sign-in.ts'
import { mailsTo, waitFor } from '../client/wait-for.ts'
import { WebClient } from '../client/web-client.ts'
import { changeAddress } from './rights.ts'

/** What goes out of a masquerade: mail, and pages of others. */
export const leftBehind: readonly Attack[] = [
  {
    id: '22-mail',
    point: 22,
    title: 'mail that leaves during a masquerade says that support did it; none says "you signed in"',
    attack: 'a change of address in a masquerade; the mail to the holder is read',
    expected: 'one mail about the change that names support; no mail about a sign-in',
    needs: ['mail'],
    async run(stage) {
      const { accountId, userName } = stage.who('holder')
      const address = `${userName}@example.com`
      const before = (await mailsTo(stage, address)).length
      const { view } = await stage.acting(await stage.csr('agent'), stage.who('holder'), 'mail')
      await changeAddress(view, accountId, `Apt ${Date.now() % 983}`)
      const mails = await waitFor(async () => {
        const all = await mailsTo(stage, address)
        return all.length > before && all
      }, 'the mail about the change')
      const fresh = mails.slice(0, mails.length - before).map((mail) => JSON.stringify(mail))
      must(
        fresh.some((mail) => /support/i.test(mail)),
        `no mail names support: ${fresh[0]?.slice(0, 300)}`,
      )
      must(
        !fresh.some((mail) => /you signed in|new sign-in|signed in (to|from)/i.test(mail)),
        'a mail says that the customer signed in',
      )
    },
  },
  {
    id: '13-card-page',
    point: 13,
    title: 'no page, link or download of a masquerade outlives it',
    attack:
      'a card page, an export and the stream of a view are kept; the masquerade ends; each is used again',
    expected: 'the card page is closed and the customer owes the same; export and stream are 401',
    needs: ['payment-page'],
    async run(stage) {
      const { accountId } = stage.who('owing')
      const switches = ['payment.card', 'thirdparty.redirect']
      for (const entitlement of switches) await stage.setEntitlement(entitlement, true)
      try {
        const { view } = await stage.acting(await stage.csr('agent'), stage.who('owing'), 'card')
        const params = { accountId }
        const { idempotencyKey, balanceCents } = await view.api.readCardPaymentOptions({ params })
        const { redirectUrl } = await view.api.startCardPayment({
          params,
          body: { amountCents: 1_000, idempotencyKey },
        })
        const url = new URL(redirectUrl)
        const payer = new WebClient(url.origin)
        const card = await payer.raw('GET', url.pathname)
        mustEqual(card.status, 200, 'the card page during the masquerade')
        await view.get(`/accounts/${accountId}/bills`)
        const kept = view.credential ?? ''
        await view.api.leaveMasquerade()
        await waitFor(
          async () => (await payer.raw('GET', url.pathname)).status === 410,
          'the end of the card page',
        )
        const { action } = formOf(card.text, url.pathname)
        const typed = { holder: 'A Thief', number: '4242424242424242', expiry: '12/39', securityCode: '123' }
        mustEqual(
          (await payer.raw('POST', action, { form: typed, headers: { origin: url.origin } })).status,
          410,
          'a payment',
        )
        const owed = await (await stage.customer('owing')).api.readCardPaymentOptions({ params })
        mustEqual(owed.balanceCents, balanceCents, 'what the customer owes')
        view.cookies.set('__Host-porchlight-view', kept)
        for (const path of [`/accounts/${accountId}/bills`, `/api/accounts/${accountId}/bills`])
          mustEqual((await view.raw('GET', path)).status, 401, `${path} after the end`)
        const stream = await view.raw('GET', '/api/masquerade/live')
        must(stream.text.includes('event: ended'), 'the stream goes on')
      } finally {
        for (const entitlement of switches) await stage.setEntitlement(entitlement, null)
      }
    },
  },
]
