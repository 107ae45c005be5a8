import { blindIndex } from '#encryption/sealed-value.ts'

/** Returns the keyed hash by which a web user's equal bank accounts are found. */
export const bankAccountHash = (encryptionKey: string, routingNumber: string, number: string): Uint8Array =>
  blindIndex(encryptionKey, 'bank-account', `${routingNumber} ${number}`)
