const english = {
  language: 'en',
  brand: 'Example staff sign-in',
  notice: 'A demonstration: the people and passwords here are made up.',
  signIn: 'Sign in',
  signInTo: 'Sign in to the support desk',
  confirmTitle: 'Confirm it is you',
  confirmLead: 'What you asked for needs you to sign in again.',
  userName: 'User name',
  password: 'Password',
  passwordWrong: 'The user name or the password is not right.',
  tooMany: 'Too many attempts. Wait five minutes, then try again.',
  demoStaff: 'Demo staff',
  demoLead: 'Choose one, or type their user name and password above.',
  continueAs: (name: string) => `Continue as ${name}`,
  signedInNow: 'signed in now',
  may: 'May',
  codeTitle: 'Enter your code',
  codeLead: (name: string) => `${name}: the six digits your authenticator shows now.`,
  code: 'Six-digit code',
  codeWrong: 'That code is not right. Codes change every 30 seconds.',
  confirmCode: 'Confirm',
  demoCode: (code: string, seconds: number) => `Demo: the code now is ${code}, new in ${seconds} s.`,
  useCode: (code: string) => `Continue with ${code}`,
  someoneElse: 'Sign in as someone else',
  cancel: 'Cancel',
  codesTitle: 'Current codes',
  codesLead: 'What each demo person’s authenticator would show now.',
  newIn: (seconds: number) => `new in ${seconds} s`,
  refresh: 'Show the codes of now',
  expiredTitle: 'This sign-in has expired',
  expired:
    'It was left for too long, was finished already, or cookies are blocked. Start again from the desk.',
  errorTitle: 'The sign-in could not go on',
  backToDesk: 'Go to the desk',
  signOutTitle: 'Sign out?',
  signOutLead: 'You are signed in at the staff sign-in page.',
  signOutYes: 'Sign out',
  signOutNo: 'Stay signed in',
  signedOutTitle: 'You are signed out',
  signedOut: 'You can close this page.',
  continueTitle: 'One more step',
  missingTitle: 'No such page',
  missing: 'Nothing is served at this address.',
  homeTitle: 'Staff identity provider',
  homeLead: 'Stands in for the organization’s own identity provider. The desk sends staff here to sign in.',
}

export type Words = typeof english

const spanish: Words = {
  language: 'es',
  brand: 'Acceso de personal de ejemplo',
  notice: 'Una demostración: las personas y contraseñas de aquí son inventadas.',
  signIn: 'Iniciar sesión',
  signInTo: 'Iniciar sesión en el puesto de atención',
  confirmTitle: 'Confirme que es usted',
  confirmLead: 'Lo que pidió requiere que vuelva a iniciar sesión.',
  userName: 'Nombre de usuario',
  password: 'Contraseña',
  passwordWrong: 'El nombre de usuario o la contraseña no son correctos.',
  tooMany: 'Demasiados intentos. Espere cinco minutos y vuelva a intentarlo.',
  demoStaff: 'Personal de demostración',
  demoLead: 'Elija a alguien, o escriba arriba su nombre de usuario y contraseña.',
  continueAs: (name) => `Continuar como ${name}`,
  signedInNow: 'con sesión iniciada',
  may: 'Puede',
  codeTitle: 'Escriba su código',
  codeLead: (name) => `${name}: los seis dígitos que muestra ahora su autenticador.`,
  code: 'Código de seis dígitos',
  codeWrong: 'Ese código no es correcto. Los códigos cambian cada 30 segundos.',
  confirmCode: 'Confirmar',
  demoCode: (code, seconds) => `Demostración: el código de ahora es ${code}, nuevo en ${seconds} s.`,
  useCode: (code) => `Continuar con ${code}`,
  someoneElse: 'Iniciar sesión con otra persona',
  cancel: 'Cancelar',
  codesTitle: 'Códigos actuales',
  codesLead: 'Lo que mostraría ahora el autenticador de cada persona de demostración.',
  newIn: (seconds) => `nuevo en ${seconds} s`,
  refresh: 'Mostrar los códigos de ahora',
  expiredTitle: 'Este inicio de sesión ha caducado',
  expired:
    'Pasó demasiado tiempo, ya se terminó o las cookies están bloqueadas. Empiece de nuevo desde el puesto.',
  errorTitle: 'El inicio de sesión no pudo continuar',
  backToDesk: 'Ir al puesto de atención',
  signOutTitle: '¿Cerrar sesión?',
  signOutLead: 'Tiene una sesión iniciada en la página de acceso de personal.',
  signOutYes: 'Cerrar sesión',
  signOutNo: 'Mantener la sesión',
  signedOutTitle: 'Sesión cerrada',
  signedOut: 'Puede cerrar esta página.',
  continueTitle: 'Un paso más',
  missingTitle: 'No existe esa página',
  missing: 'No hay nada en esta dirección.',
  homeTitle: 'Proveedor de identidad del personal',
  homeLead: 'Ocupa el lugar del proveedor de identidad de la organización. El puesto envía aquí al personal.',
}

/** English or Spanish, as an Accept-Language header prefers; English where it says nothing of either. */
export const wordsFor = (acceptLanguage: string | undefined): Words => {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...settings] = wish.trim().toLowerCase().split(';')
    const weight = settings.find((setting) => setting.trim().startsWith('q='))
    return { tag, weight: weight === undefined ? 1 : Number(weight.trim().slice(2)) || 0 }
  })
  const spoken = wishes
    .filter(({ tag }) => /^(en|es)(-|$)/.test(tag))
    .sort((one, other) => other.weight - one.weight)
  return spoken[0]?.tag.startsWith('es') ? spanish : english
}
