import { feature } from '../../feature.ts'
import { answerRegistrations } from './answer-registrations.ts'
import { registrationHandlers } from './handlers.ts'

export const registration = feature({ handlers: registrationHandlers, jobs: [answerRegistrations] })
