// Written by `npm run features` from portal/src/features. Not to be edited.
import { questionSupportVisitForm } from '#features/access/not-asked-for.tsx'
import { accessPage, endSupportVisitForm, signOutAllDevicesForm, signOutDeviceForm } from '#features/access/page.tsx'
import { supportVisitsPage } from '#features/access/visits-page.tsx'
import { informationPage } from '#features/account-information/page.tsx'
import { withdrawLinkForm } from '#features/account-links/own-requests.tsx'
import { linkAccountForm, linkAccountPage } from '#features/account-links/page.tsx'
import { approveLinkForm, declineLinkForm, takeOffForm } from '#features/account-people/forms.ts'
import { accountPeoplePage } from '#features/account-people/page.tsx'
import { takeOffByMailForm, takeOffPage } from '#features/account-people/take-off.tsx'
import { changeAutopayForm, enrollAutopayForm } from '#features/autopay/autopay-form.tsx'
import { autopayPage, decideAutopayForm, stopAutopayForm } from '#features/autopay/page.tsx'
import { addBankAccountForm, addBankAccountPage } from '#features/bank-accounts/add.tsx'
import { bankAccountPage } from '#features/bank-accounts/detail.tsx'
import { changeBankAccountForm, removeBankAccountForm, verifyBankAccountForm } from '#features/bank-accounts/forms.ts'
import { bankAccountsPage } from '#features/bank-accounts/list.tsx'
import { payByBankForm, payByBankPage } from '#features/bank-payments/pay-by-bank.tsx'
import { bankPaymentPage, cancelBankPaymentForm, changeBankPaymentForm } from '#features/bank-payments/payment.tsx'
import { billPage } from '#features/billing/detail.tsx'
import { billPdf, billsCsv } from '#features/billing/downloads.ts'
import { billsPage } from '#features/billing/list.tsx'
import { supportCodePage } from '#features/caller-verification/page.tsx'
import { dataGivenPage } from '#features/data-grants/given-page.tsx'
import { dataAccessPage, endDataAccessForm } from '#features/data-grants/list-page.tsx'
import { dataRequestForm, dataRequestPage } from '#features/data-grants/request-page.tsx'
import { acceptInvitationForm, acceptInvitationPage } from '#features/guests/accept-page.tsx'
import { guestInvitationPage, registerGuestForm } from '#features/guests/invitation-page.tsx'
import { inviteGuestForm, inviteGuestPage, withdrawGuestForm } from '#features/guests/invite-page.tsx'
import { leaveAccountForm, nicknameForm, ownAccountPage } from '#features/guests/own-account-page.tsx'
import { guestRoleForm, guestRolePage } from '#features/guests/role-page.tsx'
import { helpPage } from '#features/help/page.tsx'
import { confirmEmailForm, confirmEmailPage } from '#features/mailed-keys/confirm-email.tsx'
import { forgotPasswordForm, forgotPasswordPage } from '#features/mailed-keys/forgot-password.tsx'
import { resetPasswordForm, resetPasswordPage } from '#features/mailed-keys/reset-password.tsx'
import { changeMailingAddressForm, mailingAddressPage } from '#features/mailing-address/page.tsx'
import { actForm, leaveForm, readOnlyForm } from '#features/masquerade/forms.ts'
import { homePage } from '#features/overview/home.tsx'
import { overviewPage } from '#features/overview/page.tsx'
import { markMessagesReadForm, messagesPage } from '#features/own-messages/page.tsx'
import { changePasswordForm, passwordPage } from '#features/password/page.tsx'
import { payForm, payPage } from '#features/payments/pay.tsx'
import { paymentPage } from '#features/payments/payment.tsx'
import { cancelPaymentForm } from '#features/payments/unfinished-payment.tsx'
import { languageForm } from '#features/preferences/language-card.tsx'
import { noticeOffForm, noticeOffPage } from '#features/preferences/notice-off.tsx'
import { changePreferencesForm, preferencesPage } from '#features/preferences/page.tsx'
import { preparedChangePage } from '#features/prepared-changes/detail.tsx'
import { approvePreparedChangeForm, declinePreparedChangeForm } from '#features/prepared-changes/forms.ts'
import { preparedChangesPage } from '#features/prepared-changes/list.tsx'
import { budgetBillingPage, changeBudgetBillingForm } from '#features/programs/budget-billing.tsx'
import { changeCharityRoundUpForm, charityRoundUpPage } from '#features/programs/charity-round-up.tsx'
import { programsPage } from '#features/programs/page.tsx'
import { changePaperlessForm, paperlessPage } from '#features/programs/paperless.tsx'
import { changePaymentArrangementForm, paymentArrangementPage } from '#features/programs/payment-arrangement.tsx'
import { changePaymentExtensionForm, paymentExtensionPage } from '#features/programs/payment-extension.tsx'
import { changePreferredDueDateForm, preferredDueDatePage } from '#features/programs/preferred-due-date.tsx'
import { finishRegistrationPage, registerForm } from '#features/registration/finish-page.tsx'
import { registerPage, requestRegistrationForm } from '#features/registration/register-page.tsx'
import { requestPage } from '#features/requests/detail.tsx'
import { requestsPage } from '#features/requests/list.tsx'
import { renewRecoveryCodesForm, secondFactorPage, turnOnSecondFactorForm } from '#features/second-factor/page.tsx'
import { secondStepForm, secondStepPage } from '#features/second-factor/sign-in-code.tsx'
import { turnOffSecondFactorForm, turnOffSecondFactorPage } from '#features/second-factor/turn-off.tsx'
import { signInForm, signInPage, signOutForm } from '#features/sign-in/page.tsx'
import { usageDayPage } from '#features/usage/day-page.tsx'
import { usagePage } from '#features/usage/page.tsx'

export const pages = {
  accessPage,
  supportVisitsPage,
  informationPage,
  linkAccountPage,
  accountPeoplePage,
  takeOffPage,
  autopayPage,
  addBankAccountPage,
  bankAccountPage,
  bankAccountsPage,
  payByBankPage,
  bankPaymentPage,
  billPage,
  billsPage,
  supportCodePage,
  dataGivenPage,
  dataAccessPage,
  dataRequestPage,
  acceptInvitationPage,
  guestInvitationPage,
  inviteGuestPage,
  ownAccountPage,
  guestRolePage,
  helpPage,
  confirmEmailPage,
  forgotPasswordPage,
  resetPasswordPage,
  mailingAddressPage,
  homePage,
  overviewPage,
  messagesPage,
  passwordPage,
  payPage,
  paymentPage,
  noticeOffPage,
  preferencesPage,
  preparedChangePage,
  preparedChangesPage,
  budgetBillingPage,
  charityRoundUpPage,
  programsPage,
  paperlessPage,
  paymentArrangementPage,
  paymentExtensionPage,
  preferredDueDatePage,
  finishRegistrationPage,
  registerPage,
  requestPage,
  requestsPage,
  secondFactorPage,
  secondStepPage,
  turnOffSecondFactorPage,
  signInPage,
  usageDayPage,
  usagePage,
}

export const forms = {
  questionSupportVisitForm,
  endSupportVisitForm,
  signOutDeviceForm,
  signOutAllDevicesForm,
  withdrawLinkForm,
  linkAccountForm,
  approveLinkForm,
  declineLinkForm,
  takeOffForm,
  takeOffByMailForm,
  enrollAutopayForm,
  changeAutopayForm,
  stopAutopayForm,
  decideAutopayForm,
  addBankAccountForm,
  verifyBankAccountForm,
  changeBankAccountForm,
  removeBankAccountForm,
  payByBankForm,
  changeBankPaymentForm,
  cancelBankPaymentForm,
  endDataAccessForm,
  dataRequestForm,
  acceptInvitationForm,
  registerGuestForm,
  inviteGuestForm,
  withdrawGuestForm,
  nicknameForm,
  leaveAccountForm,
  guestRoleForm,
  confirmEmailForm,
  forgotPasswordForm,
  resetPasswordForm,
  changeMailingAddressForm,
  actForm,
  readOnlyForm,
  leaveForm,
  markMessagesReadForm,
  changePasswordForm,
  payForm,
  cancelPaymentForm,
  languageForm,
  noticeOffForm,
  changePreferencesForm,
  approvePreparedChangeForm,
  declinePreparedChangeForm,
  changeBudgetBillingForm,
  changeCharityRoundUpForm,
  changePaperlessForm,
  changePaymentArrangementForm,
  changePaymentExtensionForm,
  changePreferredDueDateForm,
  registerForm,
  requestRegistrationForm,
  turnOnSecondFactorForm,
  renewRecoveryCodesForm,
  secondStepForm,
  turnOffSecondFactorForm,
  signInForm,
  signOutForm,
}

export const downloads = {
  billPdf,
  billsCsv,
}
