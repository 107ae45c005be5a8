import { feature } from '../../feature.ts'
import { deleteOldMessages } from './queries.ts'
import { sendMessages } from './send-messages.ts'

export const messages = feature({
  jobs: [sendMessages],
  oldRows: [deleteOldMessages],
})
