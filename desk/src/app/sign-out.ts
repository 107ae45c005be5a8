const channelName = 'porchlight-sign-out'
const signedOutPath = '/signed-out'

/** Tells every other tab of the desk in this browser that the CSR signed out. */
export function tellOfSignOut(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage('signed-out')
  channel.close()
}

/**
 * Leaves the page when another tab signed out, so that the next person at the computer does not see the customer. It replaces the
 * history entry, so that the Back button does not lead to the page.
 */
export function followSignOut(leave: (path: string) => void = (path) => location.replace(path)): void {
  new BroadcastChannel(channelName).onmessage = () => leave(signedOutPath)
}
