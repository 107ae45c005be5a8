import type { ComponentChildren } from 'preact'
import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { Screen } from '#app/screen.tsx'
import { RecordListsNav } from './record-lists-nav.tsx'

type Props = {
  list: 'record-of-csr' | 'record-of-customer'
  lead: string
  children: ComponentChildren
}

/** The frame of both lists: the way to the others, and the reason where the reader may not see the record. */
export function RecordListScreen({ list, lead, children }: Props) {
  const { refusedFor } = useDesk()
  const reason = refusedFor('record:view')
  return (
    <Screen lead={lead}>
      <RecordListsNav current={list} />
      {reason ? <RefusalNotice refusal={{ reason }} action="record:view" /> : children}
    </Screen>
  )
}
