export { openCheckpoint } from '#transparency-log/checkpoint.ts'
export { type Witness, witnessOf } from '#transparency-log/cosignature.ts'
export {
  keyName,
  makeNoteKey,
  type NoteVerifier,
  openNote,
  readNote,
  signerOf,
  signNote,
  verifierOf,
} from '#transparency-log/note.ts'
export { entryColumns } from './entry-columns.ts'
export { exportEnd, exportHead, exportLines } from './export-lines.ts'
export type { EntryFacts } from './leaf.ts'
export { canonical, leafOfEntry } from './leaf.ts'
export type { RecordWitness } from './places/ask-witness.ts'
export { mailAddresses } from './places/queries.ts'
export { savedCheckpoint } from './places/saved-checkpoint.ts'
export {
  placeName,
  type RecordPlace,
  type RecordSettings,
  readCheckpoints,
  sendCheckpoint,
  witnessesOf,
} from './places/second-place.ts'
export {
  type EntriesToProve,
  proveCustomer,
  proveLines,
  proveRecord,
  type SignedCheckpoint,
} from './prove.ts'
export { checkpointToProveBy, sealedLines, signedCheckpointOf } from './queries.ts'
export { publicKeyLine, type RecordKey, readPublicKeys } from './record-key.ts'
export { rotateRecordKey } from './rotate.ts'
export { type RecordSigning, sealRecord } from './seal.ts'
export { shownPage } from './shown-page.ts'
export type { KeptCheckpoint } from './verifying/promised-roots.ts'
export type { RecordFault } from './verifying/record-faults.ts'
export { type TreeHead, type VerifiedRecord, type VerifyProgress, verifyRecord } from './verifying/verify.ts'
