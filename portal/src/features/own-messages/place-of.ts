/** The page of the account that a kind of message is about. Other kinds lead nowhere. */
const pagesOfAccount: Readonly<Record<string, string>> = {
  'address-changed-holder': 'information',
  'autopay-changed': 'autopay',
  'autopay-ended': 'autopay',
  'autopay-held': 'autopay',
  'autopay-paused': 'autopay',
  'autopay-planned': 'autopay',
  'bank-account-added': 'bank-accounts',
  'bank-account-removed': 'bank-accounts',
  'bill-ready': 'bills',
  'bank-payment-refused': 'bills',
  'bank-payment-returned': 'bills',
  'budget-settled': 'programs/budget-billing',
  'data-access-ended': 'data-access',
  'data-access-given': 'data-access',
  'guest-joined-holder': 'people',
  'guest-role-changed': 'my-access',
  'link-approved': 'overview',
  'link-approved-holder': 'people',
  'link-requested-holder': 'people',
  'mailing-address-changed': 'information',
  'payment-overdue': 'overview',
  'payment-received': 'bills',
  'payment-refunded': 'bills',
  'preferences-changed': 'preferences',
  'program-changed': 'programs',
  'program-ended': 'programs',
  'usage-high': 'usage',
}

const pages: Readonly<Record<string, string>> = {
  'change-prepared': '/prepared-changes',
  'link-requested': '/link-account',
  'support-visit': '/access',
}

/** Returns the path of the page where the customer sees what a message is about; undefined if there is none. */
export function placeOf({ template, accountId }: { template: string; accountId: number | null }) {
  const ofAccount = Object.hasOwn(pagesOfAccount, template) ? pagesOfAccount[template] : undefined
  if (ofAccount && accountId !== null) return `/accounts/${accountId}/${ofAccount}`
  return Object.hasOwn(pages, template) ? pages[template] : undefined
}
