/** A record in the database, by its key there; a new one was not there before this batch. */
export type Owner = { id: string; isNew: boolean }
