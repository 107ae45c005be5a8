import { taskTypes } from '@porchlight/server/features.ts'
import { TaskReport } from '@porchlight/server/integrations/cis/task-report.ts'
import { z } from 'zod'

/** Returns the JSON Schema of what the CIS is told, with the payload of each task type: made from what the outbox checks with. */
export function cisSchema(): string {
  const { $schema, ...report } = z.toJSONSchema(TaskReport)
  const payloads = Object.entries(taskTypes).map(([taskType, type]) => {
    const { $schema: _, ...payload } = z.toJSONSchema(type.payload as z.ZodType, { unrepresentable: 'any' })
    return { properties: { taskType: { const: taskType }, payload } }
  })
  return `${JSON.stringify({ $schema, title: 'task-report', ...report, oneOf: payloads }, null, 2)}\n`
}
