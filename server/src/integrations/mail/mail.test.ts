import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailSender, mailSender } from './mail-sender.ts'
import type { StoredMail } from './mailbox.ts'
import { parseMail } from './parse-mail.ts'
import { startMailStandIn } from './stand-in.ts'

let standIn: Awaited<ReturnType<typeof startMailStandIn>>
let sender: MailSender
let pages: string

beforeAll(async () => {
  standIn = await startMailStandIn({ publicUrl: 'http://mail.localhost:8080' })
  sender = mailSender({ host: '127.0.0.1', port: standIn.smtpPort })
  pages = `http://127.0.0.1:${standIn.port}`
})
afterAll(async () => {
  sender.close()
  await standIn.close()
})

const from = 'Porchlight Útil <no-reply@utility.example>'
const listed = async (): Promise<StoredMail[]> => (await fetch(`${pages}/messages.json`)).json()

describe('sending mail', () => {
  test('a mail that was sent is listed and shown, as it was written', async () => {
    const mail = {
      to: 'm.alvarez@customer.example',
      from,
      subject: 'Su contraseña cambió — ¿fue usted? '.repeat(3).trim(),
      text: 'Hola María,\n\nabra http://portal.localhost:8080/reset#a=1&b=2.\n.punto\n'.concat(
        'línea larga '.repeat(20),
      ),
      html: '<p style="color:red">Hola <b>María</b></p><script>alert(1)</script>',
    }
    await sender.sendMail(mail)
    const [stored] = await listed()
    expect(stored).toMatchObject({ ...mail, text: expect.any(String), html: expect.any(String) })
    expect(stored?.text.trim()).toBe(mail.text.trim())
    expect(stored?.html?.trim()).toBe(mail.html)
    expect(stored?.recipients).toEqual([mail.to])

    const list = await (await fetch(pages)).text()
    expect(list).toContain(`/messages/${stored?.id}`)
    const shown = await (await fetch(`${pages}/messages/${stored?.id}`)).text()
    expect(shown).toContain('<a href="http://portal.localhost:8080/reset#a=1&amp;b=2" rel="noreferrer">')
    const body = await fetch(`${pages}/messages/${stored?.id}/body.html`)
    expect(body.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups[^;]*; default-src 'none'/,
    )
  })

  test('a mail that can be stopped has the headers of a one-click unsubscribe (RFC 8058)', async () => {
    const stop = 'https://my.utility.example/notice-off?what=bill-ready.email&key=abc'
    await sender.sendMail({ to: 'one@customer.example', from, subject: 'A bill', text: 'plain', stop })
    const [stored] = await listed()
    expect(stored?.unsubscribe).toEqual([`<${stop}>`, 'List-Unsubscribe=One-Click'])
  })

  test('mails come newest first, and text alone is enough', async () => {
    const mail = { to: 'one@customer.example', from, subject: 'First <i>', text: 'plain' }
    await sender.sendMail(mail)
    await sender.sendMail({ ...mail, subject: 'Second' })
    const [second, first] = await listed()
    expect([second?.subject, first?.subject]).toEqual(['Second', 'First <i>'])
    expect(first).not.toHaveProperty('html')
    expect(await (await fetch(pages)).text()).toContain('First &lt;i&gt;')
  })

  test('an address no server takes is refused; a server that is not there is an outage', async () => {
    const mail = { to: 'not an address', from, subject: 'x', text: 'x' }
    await expect(sender.sendMail(mail)).rejects.toMatchObject({ reason: 'mail-refused' })
    const gone = mailSender({ host: '127.0.0.1', port: 1 })
    const unsent = gone.sendMail({ ...mail, to: 'one@customer.example' })
    await expect(unsent).rejects.toMatchObject({ reason: 'mail-server-unreachable' })
    gone.close()
  })

  test('a subject with a line break makes no header', async () => {
    const subject = 'Hello\r\nBcc: other@customer.example'
    await sender.sendMail({ to: 'one@customer.example', from, subject, text: 'x' })
    expect((await listed())[0]?.recipients).toEqual(['one@customer.example'])
  })

  test('an unknown address shows a page', async () => {
    const missing = await fetch(`${pages}/messages/none`)
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('No such mail')
  })
})

test('a mail in parts, encodings and character sets is read', () => {
  const raw = [
    'From: =?ISO-8859-1?Q?Jos=E9?= <jose@customer.example>',
    'To: a@customer.example,',
    '\tb@customer.example',
    'Subject: =?utf-8?B?4pyT?= =?utf-8?B?IG9r?=',
    'Content-Type: multipart/mixed; boundary="outer"',
    '',
    'preamble',
    '--outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'ma=F1ana =',
    'es hoy',
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('<p>mañana</p>').toString('base64'),
    '--inner--',
    '--outer',
    'Content-Type: application/pdf',
    '',
    'bytes',
    '--outer--',
  ].join('\r\n')
  expect(parseMail(Buffer.from(raw))).toEqual({
    from: 'José <jose@customer.example>',
    to: 'a@customer.example, b@customer.example',
    subject: '✓ ok',
    text: 'mañana es hoy',
    html: '<p>mañana</p>',
  })
})
