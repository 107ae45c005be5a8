import { expect, test } from 'vitest'
import { z } from 'zod'
import { actions } from './actions.ts'
import { listed, merged, mergedPart, sound } from './compose.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { features } from './features.ts'
import { permissions } from './permissions.ts'
import { reasons } from './reasons.ts'

const response = z.object({})
const look = { method: 'GET', path: '/api/lamps', masquerade: 'read', response } as const

test('composes every part of a new feature', () => {
  const lamps = feature({
    entitlements: { 'lamp.report': { default: true, class: 'act' } },
    permissions: ['lamp:mend'],
    actions: { 'lamp:view': 'read', 'lamp:report': 'act: lamp.report' },
    endpoints: {
      listLamps: endpoint({ ...look, action: 'lamp:view' }),
      reportLamp: endpoint({
        ...look,
        method: 'POST',
        action: 'lamp:report',
        masquerade: 'act: lamp.report',
        task: 'meter-reading',
      }),
    },
  })
  const all = sound({ ...features, lamps })
  expect(Object.keys(mergedPart(all, 'endpoints'))).toEqual(
    expect.arrayContaining(['listLamps', 'readOverview']),
  )
  expect(mergedPart(all, 'actions')).toMatchObject({ 'lamp:view': 'read', 'overview:view': 'read' })
  expect(mergedPart(all, 'entitlements')).toHaveProperty(['lamp.report', 'class'], 'act')
  expect(listed(all, 'permissions')).toContain('lamp:mend')
})

test('a permission is an action of the desk, unless its feature says what a masquerade needs for it', () => {
  expect(permissions.filter((name) => !(name in actions))).toEqual([])
  expect(permissions.filter((name) => actions[name] !== 'never')).toEqual(['masquerade:act'])
})

test('refuses a name that two features declare', () => {
  const again = feature({ actions: { 'overview:view': 'read' }, permissions: ['account:view'] })
  expect(() => mergedPart({ ...features, again }, 'actions')).toThrow('again declares overview:view again')
  expect(() => listed({ ...features, again }, 'permissions')).toThrow('two features declare account:view')
})

test('composes what several declare; a name that two declare stops the start', () => {
  const lamps = { 'lamp-burnt-out': 409 }
  expect(merged({ lamps, reasons })).toMatchObject({ 'lamp-burnt-out': 409, 'already-unlinked': 409 })
  expect(Object.keys(reasons)).toEqual(
    expect.arrayContaining(['not-found', 'own-alert', 'email-unconfirmed']),
  )
  expect(() => merged({ reasons, lamps: { 'already-unlinked': 422 } })).toThrow(
    'lamps declares already-unlinked again',
  )
  expect(() => merged({ shared: reasons, lamps: { 'not-found': 404 } })).toThrow(
    'lamps declares not-found again',
  )
})
