/** How the utility is reached, in one language. What is empty is not shown. */
export type HelpLines = {
  phone: string
  /** When the telephone is answered. */
  hours: string
  emergencyPhone: string
  /** When to call the emergency line, and what to do first. */
  emergencyText: string
}
