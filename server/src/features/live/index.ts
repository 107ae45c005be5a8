export { type EventStream, openEventStream } from './event-stream.ts'
export { serveLive } from './live-door.ts'
export { createLiveHub, type LiveHub } from './live-hub.ts'
