import { MailFailure, type MailSender } from './mail-sender.ts'

/** Where no mail server is configured: mail waits as if the server could not be reached, and goes once there is one. */
export const noMailSender: MailSender = {
  sendMail: () => Promise.reject(new MailFailure('mail-server-unreachable')),
  close: () => {},
}
