import type { ComponentType } from 'preact'
import type { Given, ScreenName } from './routes.ts'

/** The component of a screen. It gets the values in the screen's address. */
export type View = { name: ScreenName; View: ComponentType<object> }

const view = <const Name extends ScreenName>(name: Name, View: ComponentType<Given<Name>>) => ({
  name,
  View: View as ComponentType<object>,
})

/** Declares the component of a screen that a phone call starts with: it is in the first bundle (decision 0035). */
export const firstView = view
/** Declares the component of any other screen: all of them load together, after the first screen is shown. */
export const laterView = view

/** Declares the text of a screen's link in the header as a component, for example one with a count. */
export const menuLabel = (name: ScreenName, Label: ComponentType) => ({ name, Label })
