import { type Attack, must, mustEqual } from '../attack.ts'

/** Attacks with the one-time code of a start. */
export const codes: readonly Attack[] = [
  {
    id: '17-codes',
    point: 17,
    title: 'a code is for one view origin, once, and nothing else',
    attack:
      'the code as a cookie, bearer and query token at every site, at another view, twice, from another site',
    expected: 'refused everywhere; only its own arrival takes it',
    async run(stage) {
      const desk = await stage.csr('agent')
      const one = await stage.start(desk, stage.who('holder'), 'code')
      const other = await stage.start(desk, stage.who('holder'), 'code')
      for (const origin of ['https://evil.example', 'null', stage.sites.portal])
        mustEqual(
          (await stage.arrive(stage.view(one.masqueradeId), one.code, origin)).status,
          403,
          `from ${origin}`,
        )
      must(
        stage.viewOrigin(one.masqueradeId) === stage.viewOrigin(other.masqueradeId) ||
          (await stage.arrive(stage.view(other.masqueradeId), one.code)).status === 401,
        'another view took the code',
      )
      const { portal, desk: deskOrigin } = stage.sites
      for (const [origin, site, at] of [
        [portal, 'portal', '/api/portal-context'],
        [deskOrigin, 'desk', '/api/desk'],
        [stage.viewOrigin(one.masqueradeId), 'view', '/api/portal-context'],
      ] as const) {
        const stranger = stage.stranger(origin)
        const headers = { cookie: `__Host-porchlight-${site}=${one.code}` }
        must(
          (await stranger.raw('GET', at, { headers })).status >= 400,
          `the code is a cookie of the ${site}`,
        )
        const bearer = { headers: { authorization: `Bearer ${one.code}` } }
        must(
          (await stranger.raw('GET', `${at}?token=${one.code}`, bearer)).status >= 400,
          `the code is a token of the ${site}`,
        )
      }
      must(
        (
          await stage.stranger(portal).raw('POST', '/api/password-reset', {
            json: {
              key: one.code,
              newPassword: 'a long new password',
              repeatedPassword: 'a long new password',
            },
            headers: { origin: portal },
          })
        ).status >= 400,
        'the code sets a password',
      )
      must(
        (
          await stage.stranger(portal).raw('POST', '/api/email-confirmation', {
            json: { key: one.code },
            headers: { origin: portal },
          })
        ).status >= 400,
        'the code confirms an address',
      )
      mustEqual((await stage.arrive(stage.view(one.masqueradeId), one.code)).status, 303, 'its own arrival')
    },
  },
  {
    id: '17-replay',
    point: 17,
    title: 'a used code posted by another browser ends the masquerade and raises an alert',
    attack: 'the code again, by the browser that holds its cookie and by another one',
    expected: '303 for the first, 401 for the other, then 401 for both, and an alert',
    async run(stage) {
      const desk = await stage.csr('agent')
      const { view, code } = await stage.masquerade(desk, stage.who('holder'), 'replay')
      mustEqual((await stage.arrive(view, code)).status, 303, 'the browser that holds the cookie')
      mustEqual((await stage.arrive(stage.stranger(view.origin), code)).status, 401, 'another browser')
      mustEqual((await view.get('/api/portal-context')).status, 401, 'the masquerade afterwards')
      const { alerts } = await (await stage.csr('officer')).api.listAlerts()
      must(
        alerts.some(({ subject }) => subject === 'code-replayed'),
        'no alert was raised',
      )
    },
  },
]
