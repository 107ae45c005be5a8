export { changeSwitch } from './change.ts'
export { refusingLastOfficer } from './refuse-last-officer.ts'
