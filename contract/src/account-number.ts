/** Formats an account's id as bills print it: ten digits in groups, 1234-5678-90. */
export function accountNumber(accountId: number): string {
  return String(accountId).replace(/^(\d{4})(\d{4})(\d{2})$/, '$1-$2-$3')
}
