/** A record in the database, by its key there; a new one was not there before this batch. */
export type Owner = { id: string; isNew: boolean }

/** Returns the record of a source key that was looked up before. */
export function ownerIn(owners: ReadonlyMap<string, Owner>, sourceKey: string): Owner {
  const owner = owners.get(sourceKey)
  if (!owner) throw new Error('a source key was not looked up')
  return owner
}
