export { changeSwitch } from './change.ts'
export {
  addMember,
  type MemberEffect,
  type MemberSource,
  type Membership,
  removeMember,
  setMembers,
  setStaffActive,
} from './members.ts'
export { refusingLastOfficer } from './refuse-last-officer.ts'
