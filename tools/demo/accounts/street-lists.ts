import type { Weight } from '../random.ts'
import type { Climate } from '../usage/weather.ts'

export const divisions = ['Harbor', 'Mesa', 'Valley', 'Ridge'] as const
export type Division = (typeof divisions)[number]

/** A division's town: where it lies, how warm it is, and how many of the people live there. */
export type Town = {
  division: Division
  city: string
  postalCodes: readonly string[]
  latitude: number
  longitude: number
  /** Letters of its feeders and grid squares. */
  mark: string
  climate: Climate
}

const climate = (meanC: number, seasonC: number, dayC: number): Climate => ({
  meanC,
  seasonC,
  dayC,
  spreadC: 2.5,
  latitude: 32.8,
})

/** Made-up towns; warmer in summer and colder in winter the farther from the sea. */
export const towns: readonly Weight<Town>[] = [
  [
    {
      division: 'Harbor',
      city: 'Port Ellis',
      postalCodes: ['92191', '92192', '92193'],
      latitude: 32.705,
      longitude: -117.16,
      mark: 'HB',
      climate: climate(17.5, 4, 3.5),
    },
    38,
  ],
  [
    {
      division: 'Mesa',
      city: 'Mesa Grove',
      postalCodes: ['92194', '92195'],
      latitude: 32.79,
      longitude: -117.09,
      mark: 'MS',
      climate: climate(18, 5, 5),
    },
    28,
  ],
  [
    {
      division: 'Valley',
      city: 'Valle Sol',
      postalCodes: ['92196', '92197'],
      latitude: 32.83,
      longitude: -116.98,
      mark: 'VL',
      climate: climate(18.5, 7, 8),
    },
    22,
  ],
  [
    {
      division: 'Ridge',
      city: 'Pine Ridge',
      postalCodes: ['92198'],
      latitude: 32.92,
      longitude: -116.86,
      mark: 'RG',
      climate: climate(15, 8, 8),
    },
    12,
  ],
]

const names =
  'Oak Maple Cedar Pine Elm Main Park Lake Hill Washington Lincoln Ocean View Harbor Anchor Bay Beacon Breaker Cove Dune Ebb Gull Heron Island Jetty Kelp Lantern Marina Mission Narrows Orchard Palm Quarry Rosewood Sycamore Tamarind Upas Vista Walnut Yucca Zinnia Agave Bougainvillea Canyon Del_Mar El_Camino Fairmount Granada Hacienda Jacaranda La_Mesa Los_Robles Magnolia Navajo Ocotillo Paseo_Dorado San_Rafael Santa_Isabel St._Andrews Torrey University Via_Serena Martin_Luther_King 1st 2nd 3rd 4th 5th 10th 21st 42nd'.split(
    ' ',
  )
export const streetNames: readonly string[] = names.map((name) => name.replaceAll('_', ' '))

export const streetSuffixes: readonly Weight<string>[] = [
  ['St', 34],
  ['Ave', 26],
  ['Dr', 14],
  ['Rd', 7],
  ['Ln', 5],
  ['Blvd', 5],
  ['Ct', 4],
  ['Way', 4],
  ['Pl', 3],
  ['Ter', 1],
]
export const directionals: readonly Weight<string>[] = [
  ['', 78],
  ['N ', 6],
  ['S ', 6],
  ['E ', 5],
  ['W ', 4],
  ['NW ', 1],
]
