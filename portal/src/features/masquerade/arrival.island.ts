/**
 * Posts the one-time code that another CIS put into the address. It stands behind the `#`, which no browser sends to a server, and is
 * taken from the address and its history first.
 */
const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? ''
history.replaceState(null, '', location.pathname)

const form = document.createElement('form')
form.method = 'post'
form.action = '/arrive'
const field = document.createElement('input')
field.type = 'hidden'
field.name = 'code'
field.value = code
form.append(field)
document.body.append(form)
form.submit()
