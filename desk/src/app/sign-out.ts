const channelName = 'porchlight-sign-out'
/** The server's page that says so. */
const signedOutPath = '/signed-out'

/** Tells every other tab of the desk in this browser that somebody signed out here. */
export function tellOfSignOut(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage('signed-out')
  channel.close()
}

/**
 * Leaves the page when another tab signed out: it shows a customer to nobody in particular. The page is replaced, so that the
 * back button does not lead to it.
 */
export function followSignOut(leave: (path: string) => void = (path) => location.replace(path)): void {
  new BroadcastChannel(channelName).onmessage = () => leave(signedOutPath)
}
