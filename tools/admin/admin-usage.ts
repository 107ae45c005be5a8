import { commandLine } from '@porchlight/server/project-folder.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

const usage = `Usage: ${commandLine('admin', '...')}
  list                                    staff with their groups, sessions and last sign-in
  grant GROUP ISSUER SUBJECT [--name "Kenji Sato"] [--email ADDRESS] [--id CSR-ID]
  revoke GROUP CSR-ID                     takes the group from them
  deactivate CSR-ID | activate CSR-ID     switches them off, with all sessions, or on again
  end-sessions staff CSR-ID | staff --all | customer USER-NAME | customer --all
                                          signs them out everywhere; they stay active and sign in again
  scim list | token CLIENT [--days N] | end CLIENT-OR-NUMBER
  scim map PROVIDER-GROUP GROUP | unmap PROVIDER-GROUP GROUP
                                          tokens of SCIM clients; which group of the provider gives which of ours
  data-clients list | add ID --name NAME --website ADDRESS --redirect ADDRESS [--redirect ...] | secret ID | off ID | on ID
                                          third parties that customers can let read their usage
  invite --all | USER-NAME ... [--again]  mails customers without a password a link to set one
  person export ID --out FOLDER [--language en|es]
                                          everything about one person, as JSON and as a page
  retention preview [KIND ...]            what the saved periods would delete and keep; deletes nothing
  retention run [KIND ...]                deletes it now, with a progress bar; resumes what was interrupted
  cis                                     what is on its way to the CIS
  backup-check                            whether a restored copy is whole; writes nothing
  rotate-key [--finish]                   changes the encryption key: seals everything under the new one; drops the old one
  roles                                   prints the SQL that makes the database roles
  what-is-new [SINCE-VERSION]             what an upgrade brought, with new permissions`

/** Refuses a command that is not known, and prints the known ones. */
export class AdminUsage extends StartRefused {
  constructor(problem = '') {
    super(`${problem}\n${usage}`.trim())
  }
}
