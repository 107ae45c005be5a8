export { serveLive } from './live-door.ts'
export { createLiveHub, type LiveHub } from './live-hub.ts'
