/**
 * SQL: whether anybody on an account, or a web user's person, is a protected customer; both may be null. It decides as the
 * database's `account_is_protected` and `person_is_protected` do, written out for lists: functions are not taken into a
 * statement, and called for each of fifty rows they take longer than all the rest of it.
 */
export const ownerIsProtected = (accountId: string, webUserId: string) => `EXISTS (
       SELECT 1 FROM (
         SELECT ap.person_id FROM account_persons ap WHERE ap.account_id = ${accountId}
         UNION ALL SELECT w.person_id FROM web_users w WHERE w.web_user_id = ${webUserId}) owner
       JOIN persons p ON p.person_id = owner.person_id
       WHERE p.is_protected OR p.person_id IN (SELECT u.person_id FROM csr_users u WHERE u.person_id IS NOT NULL))`
