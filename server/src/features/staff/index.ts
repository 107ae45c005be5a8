export { refusingLastOfficer } from './refuse-last-officer.ts'
