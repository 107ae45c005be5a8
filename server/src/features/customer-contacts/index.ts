export { readContactKinds, readFirstContacts } from './read-contacts.ts'
