import { feature } from '../../feature.ts'
import { deleteOldMessages } from './queries.ts'
import { sendMessages, sendTexts } from './send-messages.ts'

export const messages = feature({
  jobs: [sendMessages, sendTexts],
  oldRows: [deleteOldMessages],
})
