import type { Weight } from '../random.ts'

/** Names that go together, and how many of the people have such. */
export type NameGroup = { given: readonly Weight<string>[]; surnames: readonly Weight<string>[] }

/** Names separated by blanks (an underscore is a blank in a name), the first the most common. */
function falling(names: string): Weight<string>[] {
  return names.split(' ').map((name, rank) => [name.replaceAll('_', ' '), 1 / (rank + 3)])
}

const english: NameGroup = {
  given: falling(
    'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Susan Richard Jessica Joseph Sarah Thomas Karen Christopher Lisa Charles Nancy Daniel Betty Matthew Sandra Anthony Margaret Mark Ashley Donald Kimberly Steven Emily Andrew Donna Paul Michelle Joshua Carol Kenneth Amanda Kevin Melissa Brian Deborah Timothy Stephanie Ronald Rebecca Jason Laura Edward Helen Jeffrey Sharon Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Shirley Eric Angela Jonathan Anna Stephen Ruth Larry Brenda Justin Pamela Scott Nicole Brandon Katherine Benjamin Samantha Samuel Catherine Gregory Emma Mary-Anne Jean-Luc Katie Bob Liz Bill',
  ),
  surnames: falling(
    "Smith Johnson Williams Brown Jones Davis Miller Wilson Anderson Taylor Thomas Moore Jackson Martin Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Jenkins Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson O'Brien O'Connor McDonald MacLeod Fitzgerald Doe St._John Whitfield-Moore Harrington Ellsworth Pemberton",
  ),
}

const hispanic: NameGroup = {
  given: falling(
    'Maria José Juan Luis Carlos Ana Guadalupe Jesús Francisco Jorge Rosa Miguel Antonio Alejandro Manuel Carmen Pedro Elena Fernando Sofía Ricardo Isabel Roberto Gabriela Javier Adriana Eduardo Verónica Raúl Leticia Sergio Patricia Martín Yolanda Óscar Beatriz Rubén Xóchitl Andrés Lucía Ángel Mónica Iván Begoña Julián Itzel María_José Juan_Carlos María_de_los_Ángeles',
  ),
  surnames: falling(
    'García Hernández Martínez López González Rodríguez Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz Reyes Morales Cruz Ortiz Gutiérrez Chávez Ramos Ruiz Álvarez Mendoza Vásquez Castillo Jiménez Moreno Romero Herrera Medina Aguilar Garza Castro Vargas Fernández Guzmán Muñoz Salazar Soto Delgado Peña Núñez Ibáñez de_la_Cruz de_León del_Río de_los_Santos Garcia Hernandez Lopez Gonzalez',
  ),
}

const others: readonly Weight<NameGroup>[] = [
  [
    {
      given: falling(
        'Minh Linh Anh Thanh Hoa Tuan Lan Hung Mai Duc Huong Khanh Phuong Quang Trang Kim Tony Jenny',
      ),
      surnames: falling('Nguyen Tran Le Pham Huynh Vo Phan Truong Bui Dang Do Ngo Duong Ly Nguyễn Trần Phạm'),
    },
    5,
  ],
  [
    {
      given: falling(
        'Maria Jose Mark Grace Jayson Cristina Rommel Marites Angelo Rowena Ferdinand Liezl Arnel',
      ),
      surnames: falling(
        'Santos Reyes Cruz Bautista Ocampo Garcia Mendoza Villanueva Ramos Aquino dela_Cruz Macaraeg Dimaculangan Pangilinan Tolentino',
      ),
    },
    5,
  ],
  [
    {
      given: falling('Wei Li Ming Xiu_Ying Jing Yan Hui Jun Mei Lei Hao Xin Kevin Amy Grace Vincent Tiffany'),
      surnames: falling(
        'Wang Chen Li Zhang Liu Lin Huang Wu Wong Chan Yang Zhao Zhou Xu Lee Lü Ng Tsai Zheng',
      ),
    },
    5,
  ],
  [
    {
      given: falling(
        'Ji-woo Min-jun Seo-yeon Hyun Eun Young Sung Grace Daniel Hana Kenji Yuki Haruto Sakura Aiko',
      ),
      surnames: falling(
        'Kim Park Lee Choi Jung Kang Cho Yoon Tanaka Sato Suzuki Watanabe Yamamoto Nakamura Ōno',
      ),
    },
    3,
  ],
  [
    {
      given: falling(
        'Priya Raj Anil Sunita Vikram Lakshmi Arjun Deepa Sanjay Meera Harpreet Gurpreet Amit Kavita',
      ),
      surnames: falling(
        'Patel Singh Shah Kumar Sharma Reddy Gupta Kaur Rao Nair Iyer Desai Venkataraman Bhattacharya',
      ),
    },
    3,
  ],
  [
    {
      given: falling(
        'François Zoë Björn Søren Jürgen Chloë Łukasz Małgorzata Zdeněk Márton Ilse Renée Åsa Niamh Siobhán Giuseppe João Inês',
      ),
      surnames: falling(
        "Müller Schröder Lefèvre Dvořák Jørgensen Åkerström Kowalski Wójcik Nagy van_der_Berg van_Dijk von_Braun de_Vries D'Angelo Di_Marco Papadopoulos Ferreira Gonçalves Ó_Súilleabháin Bełza Saint-Exupéry",
      ),
    },
    6,
  ],
  [
    {
      given: falling(
        'Amara Chidi Ngozi Emeka Kwame Abena Fatou Yusuf Omar Fatima Ahmed Layla Hassan Amina Tesfaye Hana',
      ),
      surnames: falling(
        "Okonkwo Okafor Adeyemi Mensah Diallo Abdi Hassan Ali Mohamed Al-Hakim El-Sayed Tesfaye Bekele Nwosu N'Diaye Khoury",
      ),
    },
    3,
  ],
]

/** About who lives on that coast: a third with Spanish names. */
export const nameGroups: readonly Weight<NameGroup>[] = [[english, 40], [hispanic, 32], ...others]

/** Words of which organizations' names are made; `{place}`, `{surname}` and `{thing}` are filled in. */
export const organisationPatterns: readonly Weight<string>[] = [
  ['{thing} {trade} LLC', 20],
  ["{surname}'s {trade}", 14],
  ['{surname} & Sons {trade}', 8],
  ['{place} {trade} Inc.', 12],
  ['{surname}, {surname} & Associates', 6],
  ['{place} Property Management Co.', 4],
  ['Law Offices of {surname}', 4],
  ["St. Mary's Church of {place}", 2],
  ['{place} Homeowners Association', 5],
  ['{place} Dental Group', 4],
  ['{surname} Family Trust', 5],
]
export const things = [
  'Golden',
  'Blue Anchor',
  'Sunrise',
  'Pacific',
  'Coastal',
  'Red Lantern',
  'Three Palms',
  'Seaside',
  'Old Mission',
  'Silver Tide',
  'El Faro',
  'La Paloma',
] as const
export const trades = [
  'Bakery',
  'Auto Body',
  'Market',
  'Taqueria',
  'Nail Salon',
  'Plumbing',
  'Coffee Roasters',
  'Laundromat',
  'Hardware',
  'Veterinary Clinic',
  'Fitness',
  'Florist',
  'Surf Shop',
  'Print & Copy',
] as const
export const places = ['Port Ellis', 'Harbor', 'Mesa Grove', 'Valle Sol', 'Pine Ridge', 'Bayview'] as const
/** One each, in this order, before any made-up one. */
export const institutions = [
  "St. Mary's Hospital",
  'Mesa Unified School District',
  'City of Port Ellis',
  'Harbor View Hotel & Conference Center',
  'Ridge Fire Protection District',
  'Valley Community College',
] as const
