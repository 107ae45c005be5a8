export { checkedSignIn, newCustomer } from './new-sign-in.ts'
export { registrationMode } from './queries.ts'
