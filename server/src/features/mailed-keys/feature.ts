import { feature } from '../../feature.ts'
import { answerResetRequests } from './answer-reset-requests.ts'
import { mailedKeysHandlers } from './handlers.ts'
import { deleteOldMailedKeys } from './queries.ts'

export const mailedKeys = feature({
  handlers: mailedKeysHandlers,
  jobs: [answerResetRequests],
  oldRows: [deleteOldMailedKeys],
})
