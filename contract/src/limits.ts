/**
 * Limits that the server keeps and the front ends show. This file imports nothing: the desk's bundle has these numbers without
 * the schema library.
 */

/** The most characters of a reason in a CSR's own words. */
export const mostReason = 500
/** The most characters of a note: in the contact history, or with a to-do. */
export const mostNote = 2000
/** The most characters of the reference of a masquerade's purpose. */
export const mostPurposeReference = 80
/** The most characters of the reference with which a CSR opens a protected customer. */
export const mostFurtherReason = 200
/** The most characters of a saved view's name. */
export const mostViewName = 60
/** The most characters of the customer search's box. */
export const mostSearchText = 200

/** The most rows of one response of the customer search. Above it, the desk asks for a narrower search. */
export const mostSearchRows = 300
/** The accounts of a web user in one response. */
export const accountPageSize = 50
/** The masquerades in one response. */
export const masqueradePageSize = 100
/** The most days that a token of a SCIM client lasts. */
export const mostTokenDays = 730
/** The signature algorithms that a registered issuer may use: each with a public key. */
export const issuerAlgorithms = ['ES256', 'RS256', 'EdDSA'] as const
