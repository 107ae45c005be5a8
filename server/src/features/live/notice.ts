import { z } from 'zod'

/** A row of a notice: its key, its account, and for some kinds a role or a CSR. */
const Row = z.union([
  z.tuple([z.union([z.number(), z.string()]), z.number().nullable()]),
  z.tuple([z.union([z.number(), z.string()]), z.number().nullable(), z.string()]),
])

const changing = ['self-service-task', 'to-do', 'customer-contact', 'masquerade', 'masquerade-step'] as const

/** The payload of the PostgreSQL channel `desk_live` (migration 0032). `rows` is null when there are too many to list. */
const Notice = z.union([
  z.object({ kind: z.enum(changing), rows: z.array(Row).nullable() }),
  z.object({ kind: z.literal('session-ended'), rows: z.array(z.tuple([z.number(), z.null()])) }),
  z.object({ kind: z.literal('beat'), rows: z.string() }),
])

export type Notice = z.infer<typeof Notice>
export type NoticeRow = z.infer<typeof Row>
/** A notice of changed records. */
export type ChangeNotice = { kind: (typeof changing)[number]; rows: NoticeRow[] | null }

/** Parses a notice. Returns undefined for any other payload. */
export function readNotice(payload: string): Notice | undefined {
  try {
    return Notice.safeParse(JSON.parse(payload)).data
  } catch {
    return undefined
  }
}
