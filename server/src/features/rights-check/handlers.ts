import { entitlementNames, entitlements } from '@porchlight/contract/entitlements.ts'
import { settings } from '@porchlight/contract/settings.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import type { Csr, EntitlementSwitch, Masquerade, Visitor } from '#policy/actor.ts'
import { loadSubjectAhead } from '#policy/ahead.ts'
import { Refusal } from '#policy/refusal.ts'
import { permissionsFrom } from '#sessions/identify.ts'
import { checkEndpoints, judgeStart } from './check-endpoints.ts'
import { csrAhead, groupNames, permissionSources, webUserAhead } from './queries.ts'

export const rightsCheckHandlers: HandlersOf<'checkRights'> = {
  checkRights: async ({ body: { callerGrade, isSteppedUp } }, { sql, grant, note }) => {
    const { memberId, accountId, webUserId } = grant
    const [found, webUser, groups] = await Promise.all([
      csrAhead.first(sql, { csrId: memberId }),
      webUserAhead.first(sql, { webUserId }),
      groupNames(sql, {}),
    ])
    if (!found || !webUser) throw new Refusal('not-found')
    const { csrId, name, isActive, deskSessionId } = found
    const switches = found.switches as EntitlementSwitch[]
    const { ip } = grant.actor
    const permissions = permissionsFrom(found.permissions)
    const csr: Csr = { kind: 'csr', csrId, displayName: name, deskSessionId, permissions, ip }
    const desk: Visitor | Csr = isActive ? csr : { kind: 'visitor', ip }
    const masquerade: Masquerade = {
      kind: 'masquerade',
      csr,
      customer: { ...webUser, displayName: '', locale: localeOf(webUser.locale) },
      masqueradeId: '',
      mode: 'read',
      accountId,
      endsAt: new Date(),
      isSteppedUp,
      switches,
      callerGrade,
      entitlementGrades: (found.entitlementGrades ??
        settings['caller.entitlement-grades'].default) as readonly string[],
      ip,
    }
    const customer = { accountId, webUserId }
    const start = await judgeStart(sql, desk, customer)
    const checked = await checkEndpoints(sql, { desk, masquerade, customer, start })
    const { link } = await loadSubjectAhead(sql, masquerade, 'account-information:view', customer)
    const permissionNames = [...new Set(checked.flatMap((one) => one.permissions))]
    const nameOf = new Map(groups.map((group) => [group.csrGroup, group.name]))
    note({ event: 'read', details: { aboutCsrId: csrId, callerGrade, isSteppedUp } })
    return {
      csr: { csrId, name, isActive },
      webUser: { webUserId, userName: webUser.userName },
      accountId,
      link: link ? { ...link, rights: [...link.rights] } : null,
      start: start.outcome,
      checked,
      permissions: (await permissionSources(sql, { csrId, permissions: permissionNames })).map((row) => ({
        ...row,
        from: row.from?.toISOString() ?? null,
        to: row.to?.toISOString() ?? null,
      })),
      entitlements: entitlementNames.map((entitlement) => {
        const mine = switches.filter((one) => one.entitlement === entitlement)
        return {
          entitlement,
          class: entitlements[entitlement].class,
          shipped: entitlements[entitlement].default,
          ofUtility: mine.find(({ csrGroup }) => csrGroup === null)?.isOn ?? null,
          groups: mine.flatMap(({ csrGroup, isOn }) =>
            csrGroup === null ? [] : [{ csrGroup, name: nameOf.get(csrGroup) ?? csrGroup, isOn }],
          ),
        }
      }),
    }
  },
}
