export { type BatchOutcome, type RetentionWork, runBatch } from './run-batch.ts'
