export { canonicalPassword, isSamePassword } from './canonical-password.ts'
export { fewAtOnce } from './few-at-once.ts'
export { hashPassword, rightHash } from './password-hash.ts'
export { isPassword } from './queries.ts'
export {
  hashRecoveryCode,
  inGroups,
  recoveryCodesOf,
  setUpAddress,
  setUpSecret,
  stepOf,
} from './second-factor-codes.ts'
