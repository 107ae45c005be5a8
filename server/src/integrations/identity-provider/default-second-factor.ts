/** What counts as a second factor where no setting says otherwise. The methods are those of RFC 8176 that are, or imply, one. */
export const defaultSecondFactor = {
  classes: ['urn:porchlight:second-factor'],
  methods: ['mfa', 'otp', 'hwk', 'swk', 'sc'],
} as const
