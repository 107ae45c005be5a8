import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import { type ContainerNode, h, options, render } from 'preact'
import { type Desk, DeskContext } from '#app/desk-context.ts'

// Without a browser there are no animation frames: effects run as soon as rendering is done.
options.requestAnimationFrame = (run) => void setImmediate(run)

/** Resolves after all pending responses, renders and effects have run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next))
}

/** Returns a server whose responses the test gives one by one, in any order. */
export function deferredServer<T>() {
  type Request = {
    input: unknown
    isAborted: () => boolean
    answer: (value: T) => Promise<void>
    refuse: (error: Error) => Promise<void>
  }
  const requests: Request[] = []
  const ask = (signal: AbortSignal | undefined, input: unknown) =>
    new Promise<T>((resolve, reject) => {
      requests.push({
        input,
        isAborted: () => signal?.aborted ?? false,
        answer: async (value) => {
          resolve(value)
          await settled()
        },
        refuse: async (error) => {
          reject(error)
          await settled()
        },
      })
    })
  /** Returns a client whose every endpoint calls this server. */
  const clientUntil = (signal?: AbortSignal) =>
    new Proxy({}, { get: () => (input: unknown) => ask(signal, input) }) as Client
  return { requests, clientUntil }
}

/**
 * Runs a hook in a component that renders nothing, on a desk with this server.
 * @param refused the actions that the page says this CSR is refused
 */
export function runHook<Props, Result>(
  hook: (props: Props) => Result,
  props: Props,
  { clientUntil }: { clientUntil: (signal?: AbortSignal) => Client },
  refused: Pick<Desk['page']['desk'], 'refused'>['refused'] = {},
) {
  const results: Result[] = []
  const Shown = (shown: { props: Props }) => {
    results.push(hook(shown.props))
    return null
  }
  const desk = {
    client: clientUntil(),
    clientUntil,
    refusedFor: (action: Action) => refused[action],
    page: { desk: { csrId: 'amara.okafor' } },
  } as unknown as Desk
  const container = { nodeType: 1, childNodes: [], firstChild: null } as unknown as ContainerNode
  const show = async (next: Props) => {
    render(h(DeskContext.Provider, { value: desk }, h(Shown, { props: next })), container)
    await settled()
  }
  return {
    /** The hook's latest return value. */
    get now(): Result {
      const last = results.at(-1)
      if (last === undefined) throw new Error('The hook has not run')
      return last
    },
    show,
    shown: show(props),
    leave: async () => {
      render(null, container)
      await settled()
    },
  }
}
