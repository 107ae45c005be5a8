/** Whether people may register on the portal, and what they sign in with: their e-mail address, or a user name that they choose. */
export const registrationModes = ['closed', 'by-email', 'by-user-name'] as const
export type RegistrationMode = (typeof registrationModes)[number]
