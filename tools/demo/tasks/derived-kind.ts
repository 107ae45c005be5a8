import { api } from '@porchlight/contract/api.ts'
import type { Endpoint } from '@porchlight/contract/endpoint.ts'
import { type TaskState, taskStates } from '@porchlight/contract/task-types.ts'
import { effectOf } from '@porchlight/server/tasks/lifecycle/effect-of.ts'
import type { AnyTaskType } from '@porchlight/server/tasks/lifecycle/task-type.ts'
import { z } from 'zod'
import type { DemoRandom } from '../random.ts'
import type { About, TaskKind } from './task-kind.ts'

const endpoints: readonly Endpoint[] = Object.values(api)

/** Returns whether a CSR can make tasks of a type in a masquerade. True for a type that no endpoint makes yet. */
const isMadeByCsr = ({ name }: AnyTaskType) =>
  !endpoints.some(({ task, masquerade }) => task === name && masquerade === 'never')

/**
 * Returns the states in which the demo can have a task of a type without changing anything else. The utility's work is in no table
 * of ours, so its tasks may be completed. What the worker or a request does is in our tables: only tasks that nothing has been
 * done for yet agree with them.
 */
function derivedStates({ lifecycle, expires, ...type }: AnyTaskType): TaskState[] {
  const effect = effectOf({ lifecycle, ...type })
  const { starts, moves } = lifecycle
  if (starts.every((state) => state === 'completed')) return effect === 'utility' ? ['completed'] : []
  const isOurs = effect === 'worker' || effect === 'request'
  const isLeftOut = (state: TaskState) =>
    (state === 'completed' && effect !== 'utility') ||
    (state === 'expired' && !expires) ||
    (isOurs && ['pending', 'processing', 'scheduled', 'error'].includes(state))
  return taskStates.filter(
    (state) => (starts.includes(state) || moves.some(({ to }) => to === state)) && !isLeftOut(state),
  )
}

type Schema = {
  type?: string | string[]
  enum?: unknown[]
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
}

/** Returns a text for a field by its name, or its name in words. */
function textFor(field: string, about: About): string {
  const { line1, line2, city, postalCode, mobile, guest } = about
  const texts: Record<string, string> = {
    line1,
    line2,
    address: line1,
    city,
    postalCode,
    mobile,
    guest,
    email: guest,
  }
  return texts[field] ?? field.replace(/([A-Z])/g, ' $1').toLowerCase()
}

/** Returns a value that the schema takes: JSON Schema of what tasks ask for, without the rarer keywords. */
function sampleOf(schema: Schema, field: string, about: About, random: DemoRandom): unknown {
  const one = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
  const type = [one.type].flat().find((each) => each !== 'null')
  if (one.enum) return random.pick(one.enum)
  if (type === 'boolean') return random.chance(0.5)
  if (type === 'integer' || type === 'number') {
    const least = one.minimum ?? 0
    return random.whole(least, Math.min(one.maximum ?? least + 100, least + 100))
  }
  if (type === 'object')
    return Object.fromEntries(
      (one.required ?? []).map((name) => [name, sampleOf(one.properties?.[name] ?? {}, name, about, random)]),
    )
  if (type === 'array') return []
  if (one.format === 'date') return about.soon
  return one.pattern?.startsWith('^•••• ') ? `•••• ${random.digits(4)}` : textFor(field, about)
}

/** Returns what the demo makes of a task type that it says nothing about, from the type's own declaration. */
export function derivedKind(type: AnyTaskType): TaskKind {
  const schema = z.toJSONSchema(type.payload, { unrepresentable: 'any' }) as Schema
  return {
    states: derivedStates(type),
    byCsr: isMadeByCsr(type),
    asked: (about, random) => ({ payload: sampleOf(schema, '', about, random) as Record<string, unknown> }),
  }
}
