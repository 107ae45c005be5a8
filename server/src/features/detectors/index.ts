export { addCursors, claimCursor, moveCursor, nextBatch } from './queries.ts'
