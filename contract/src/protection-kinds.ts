/** Why a person of an account is hidden from the others on it. Apart from the endpoints, so that the desk needs no schema library. */
export const protectionKinds = ['family-violence', 'confidential-address', 'employee', 'household'] as const
