/** Who wrote a contact: a CSR, a customer's own task, or the system. */
export const contactMakers = ['csr', 'self-service', 'system'] as const
