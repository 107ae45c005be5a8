export { newPasswordProblems } from './rules.ts'
