import type { CardProblem, TestCard } from './card.ts'

const english = {
  brand: 'Lantern Pay (demo)',
  notice: 'A demonstration of a third party’s card page: no money moves.',
  title: 'Pay by card',
  for: 'For',
  holder: 'Name on card',
  number: 'Card number',
  expiry: 'Expiry date',
  expiryHint: 'MM/YY',
  securityCode: 'Security code',
  securityHint: '3 or 4 digits',
  pay: (amount: string) => `Pay ${amount}`,
  cancel: 'Cancel and go back',
  check: 'Some of the card’s details are not right. See below.',
  testCards: 'Test cards',
  testLead: 'Any name, any date to come, any three digits.',
  payWith: (amount: string, last4: string) => `Pay ${amount} with •••• ${last4}`,
  outcomes: {
    succeeds: 'is accepted',
    declined: 'is declined by the bank',
    'insufficient-funds': 'is declined: not enough money',
  } satisfies Record<TestCard['outcome'], string>,
  declines: {
    declined: 'The bank declined this card. Nothing was charged. Try another card.',
    'insufficient-funds':
      'The bank declined this card: not enough money on it. Nothing was charged. Try another card.',
  },
  problems: {
    'holder-missing': 'Type the name that is on the card.',
    'number-wrong': 'This is not a card number: check the digits.',
    'number-not-a-test-card': 'This is a demonstration: use one of the test cards below, never a real one.',
    'expiry-wrong': 'Type month and year, such as 07/29.',
    'card-expired': 'This card has expired.',
    'security-code-wrong': 'Type the 3 or 4 digits of the security code.',
  } satisfies Record<CardProblem, string>,
  goneTitle: 'This payment page is closed',
  paid: 'This was paid already. Nothing more was charged.',
  cancelled: 'This payment was canceled. Nothing was charged.',
  expired: 'This page was open for too long. Nothing was charged.',
  unknown: 'There is no such payment.',
  back: 'Go back',
}

export type Words = typeof english

const spanish: Words = {
  brand: 'Lantern Pay (demo)',
  notice: 'Una demostración de la página de tarjetas de un tercero: no se mueve dinero.',
  title: 'Pagar con tarjeta',
  for: 'Por',
  holder: 'Nombre en la tarjeta',
  number: 'Número de tarjeta',
  expiry: 'Fecha de vencimiento',
  expiryHint: 'MM/AA',
  securityCode: 'Código de seguridad',
  securityHint: '3 o 4 dígitos',
  pay: (amount) => `Pagar ${amount}`,
  cancel: 'Cancelar y volver',
  check: 'Algunos datos de la tarjeta no son correctos. Véalos abajo.',
  testCards: 'Tarjetas de prueba',
  testLead: 'Cualquier nombre, cualquier fecha futura, tres dígitos cualesquiera.',
  payWith: (amount, last4) => `Pagar ${amount} con •••• ${last4}`,
  outcomes: {
    succeeds: 'se acepta',
    declined: 'el banco la rechaza',
    'insufficient-funds': 'se rechaza: fondos insuficientes',
  },
  declines: {
    declined: 'El banco rechazó esta tarjeta. No se cobró nada. Pruebe con otra tarjeta.',
    'insufficient-funds':
      'El banco rechazó esta tarjeta por falta de fondos. No se cobró nada. Pruebe con otra tarjeta.',
  },
  problems: {
    'holder-missing': 'Escriba el nombre que figura en la tarjeta.',
    'number-wrong': 'No es un número de tarjeta: revise los dígitos.',
    'number-not-a-test-card':
      'Es una demostración: use una de las tarjetas de prueba de abajo, nunca una real.',
    'expiry-wrong': 'Escriba mes y año, por ejemplo 07/29.',
    'card-expired': 'Esta tarjeta ha vencido.',
    'security-code-wrong': 'Escriba los 3 o 4 dígitos del código de seguridad.',
  },
  goneTitle: 'Esta página de pago está cerrada',
  paid: 'Esto ya se pagó. No se cobró nada más.',
  cancelled: 'Este pago se canceló. No se cobró nada.',
  expired: 'Esta página estuvo abierta demasiado tiempo. No se cobró nada.',
  unknown: 'No existe ese pago.',
  back: 'Volver',
}

export const wordsIn: Record<'en' | 'es', Words> = { en: english, es: spanish }
