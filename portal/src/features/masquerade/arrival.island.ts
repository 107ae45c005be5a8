import { postForm } from '@porchlight/ui/post-form.ts'

/**
 * Posts the one-time code that another CIS put into the address. It stands behind the `#`, which no browser sends to a server, and is
 * taken from the address and its history first.
 */
const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? ''
history.replaceState(null, '', location.pathname)

postForm('/arrive', { code })
