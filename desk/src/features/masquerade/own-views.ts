import type { Api } from '@porchlight/contract/api.ts'
import { type Client, Refused } from '@porchlight/contract/client.ts'
import type { Body, Response } from '@porchlight/contract/endpoint.ts'
import type { LiveRow } from '@porchlight/contract/live.ts'
import { signal } from '@preact/signals'
import { isLive, onLiveChange } from '#app/live/live-news.ts'
import { hasSessionEnded } from '#app/session.ts'

/** A masquerade that was started in this tab of the desk. */
export type OwnView = { masqueradeId: string; accountId: number }
export type StartTerms = Body<Api['startMasquerade']>
export type NoteDraft = Response<Api['draftContactNote']> & { masqueradeId: string }

/** The live masquerades of this tab. Only their ids are stored, in the tab's storage, so that a reload finds them. */
export const ownViews = signal<readonly OwnView[]>([])
/** The latest note draft of each masquerade. */
export const viewDrafts = signal<ReadonlyMap<string, NoteDraft>>(new Map())
/** The masquerades that ended since the page was opened, until the CSR has handled them. */
export const endedViews = signal<readonly NoteDraft[]>([])

/** How each was started, for opening its tab once more. It names a purpose, so it is not stored. */
const termsOfViews = new Map<string, StartTerms>()
export const termsOf = (masqueradeId: string) => termsOfViews.get(masqueradeId)

const storageKey = 'own-views'
const pause = 5000
const restWhileLive = 30_000

export function parseViews(stored: string | null): readonly OwnView[] {
  return (stored ?? '').split(',').flatMap((pair) => {
    const [, masqueradeId, accountId] = /^([a-z2-7]{26})@([1-9]\d{9})$/.exec(pair) ?? []
    return masqueradeId && accountId ? [{ masqueradeId, accountId: Number(accountId) }] : []
  })
}

function keep(views: readonly OwnView[]) {
  ownViews.value = views
  const pairs = views.map(({ masqueradeId, accountId }) => `${masqueradeId}@${accountId}`)
  sessionStorage.setItem(storageKey, pairs.join(','))
}

export function addView(view: OwnView, terms: StartTerms): void {
  termsOfViews.set(view.masqueradeId, terms)
  if (!ownViews.peek().some(({ masqueradeId }) => masqueradeId === view.masqueradeId))
    keep([...ownViews.peek(), view])
}

export function dropView(masqueradeId: string): void {
  termsOfViews.delete(masqueradeId)
  keep(ownViews.peek().filter((view) => view.masqueradeId !== masqueradeId))
}

const endedByHand = new Set<string>()
/** Marks a masquerade that the CSR ends from the desk: the focus then moves to its note. */
export const endingByHand = (masqueradeId: string) => endedByHand.add(masqueradeId)
export const isEndedByHand = (masqueradeId: string) => endedByHand.has(masqueradeId)

export function forgetEnded(draft: NoteDraft): void {
  endedViews.value = endedViews.peek().filter((other) => other !== draft)
}

async function lookAt(client: Client, { masqueradeId }: OwnView) {
  try {
    const draft = { ...(await client.draftContactNote({ params: { masqueradeId } })), masqueradeId }
    viewDrafts.value = new Map(viewDrafts.peek()).set(masqueradeId, draft)
    // Two requests in flight can both report the same end.
    if (draft.endedAt === null || !ownViews.peek().some((view) => view.masqueradeId === masqueradeId)) return
    dropView(masqueradeId)
    endedViews.value = [...endedViews.peek(), draft]
  } catch (error) {
    // Out of order now: the next look will tell. Anything else: it is not ours (any more).
    if (!(error instanceof Refused) || error.status < 500) dropView(masqueradeId)
  }
}

export const lookAtOwnViews = (client: Client) =>
  Promise.all(ownViews.peek().map((view) => lookAt(client, view)))

/**
 * Keeps an eye on this tab's masquerades while it is seen: when one of them changes, and every so often in any case.
 */
export function followOwnViews(client: Client): void {
  keep(parseViews(sessionStorage.getItem(storageKey)))
  const look = async () => {
    const isSeen =
      document.visibilityState === 'visible' && ownViews.peek().length > 0 && !hasSessionEnded.peek()
    if (isSeen) await lookAtOwnViews(client)
    setTimeout(look, isLive.peek() ? restWhileLive : pause)
  }
  void look()
  onLiveChange(({ kind, rows }) => {
    const isOurs = ([id]: LiveRow) => ownViews.peek().some(({ masqueradeId }) => masqueradeId === id)
    const mayBe = kind === 'everything' || (kind === 'masquerade' && (rows === null || rows.some(isOurs)))
    if (mayBe && document.visibilityState === 'visible') void lookAtOwnViews(client)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void lookAtOwnViews(client)
  })
}
