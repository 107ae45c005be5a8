import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '#database/database.ts'
import type { Watch } from '#health/watch.ts'
import type { HttpOptions } from '#http/http.ts'
import type { Assets } from './assets.ts'

/** What a door may use. Two doors of one app get the same object. */
export type DoorContext = {
  app: FastifyInstance
  http: HttpOptions
  database: Database
  assets: Assets
  watch: Watch
  /** Milliseconds between two beats of the live updates; without, the contract's. */
  liveBeatMs?: number | undefined
  /** Milliseconds between two looks for ended views without a notice; without, the streams' own. */
  viewPollMs?: number | undefined
  /** Answers with the page of a view that is over, 401. */
  answerAsStranger(request: FastifyRequest, response: FastifyReply): Promise<unknown>
}

/** Serves addresses that are not endpoints of the contract: streams, files, a browser's way through the sign-in. */
export type Door = (context: DoorContext) => void
