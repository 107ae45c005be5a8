import { useEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { refusalOf } from '#app/use-answer.ts'
import type { Batch, BatchRow, Outcome } from './batch.ts'
import { keepBatch, runBatch } from './batch.ts'
import { type ActionInput, performAction } from './perform-action.ts'
import { isOwnChange } from './what-changed.ts'

/** Requests in flight at once: few enough that other CSRs do not wait. */
const atOnce = 3

/**
 * Performs one action on several tasks: one request and one transaction per task, a few at a time. Keeps the results over a
 * reload. A retry after a missing response is idempotent, because the server compares the task's version.
 */
export function useBatch(first: Batch) {
  const { client, page } = useDesk()
  const { action } = first.offered
  const [rows, setRows] = useState(first.rows)
  const [phase, setPhase] = useState<'asking' | 'running' | 'over'>('asking')
  const [isStopping, setIsStopping] = useState(false)
  /** Rows ahead of rendering: several responses may arrive between two renders. */
  const current = useRef(first.rows)
  const isStopped = useRef(false)

  const tell = (taskId: number, outcome: Outcome) => {
    current.current = current.current.map((row) => (row.task.taskId === taskId ? { ...row, outcome } : row))
    setRows(current.current)
    keepBatch(sessionStorage, { ...first, rows: current.current })
  }

  async function performOne({ task, outcome: before }: BatchRow, input: ActionInput) {
    tell(task.taskId, { kind: 'running' })
    try {
      tell(task.taskId, { kind: 'done', state: (await performAction(client, action, task, input)).state })
    } catch (error) {
      const refusal = refusalOf(error)
      const change = { version: task.version, action, csrId: page.desk.csrId }
      if (before.kind === 'unknown' && isOwnChange(refusal, change))
        return tell(task.taskId, { kind: 'done', state: first.offered.to })
      const isUnanswered = refusal.reason === 'out-of-order' || refusal.reason === 'not-signed-in'
      // If one request got no answer, the next would not either.
      if (isUnanswered) isStopped.current = true
      tell(task.taskId, isUnanswered ? { kind: 'unknown' } : { kind: 'not', refusal })
    }
  }

  /** Starts the batch, or continues with the tasks that are left. */
  const run = async (input: ActionInput) => {
    if (phase === 'running') return
    isStopped.current = false
    setIsStopping(false)
    setPhase('running')
    const left = current.current.filter(
      ({ outcome }) => outcome.kind === 'waiting' || outcome.kind === 'unknown',
    )
    keepBatch(sessionStorage, { ...first, rows: current.current })
    await runBatch(
      left,
      atOnce,
      (row) => performOne(row, input),
      () => isStopped.current,
    )
    setPhase('over')
  }

  const stop = () => {
    isStopped.current = true
    setIsStopping(true)
  }

  // Leaving the screen stops the batch; leaving the page asks first.
  useEffect(() => {
    return () => {
      isStopped.current = true
    }
  }, [])
  useEffect(() => {
    if (phase !== 'running') return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [phase])

  return { rows, phase, isStopping, run, stop, askAgain: () => setPhase('asking') }
}
