import { screen } from '#app/declare.ts'

export const detectors = screen({
  name: 'detectors',
  path: '/detectors',
  title: 'detectors.title',
  needs: 'detector:view',
  section: 'alerts',
  menu: { place: 'own', order: 4 },
})
