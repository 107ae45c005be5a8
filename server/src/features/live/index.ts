export { type EventStream, openEventStream } from './event-stream.ts'
export { liveHubOf } from './live-door.ts'
