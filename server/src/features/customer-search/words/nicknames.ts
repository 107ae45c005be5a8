/**
 * What people are called for short, a line a name: English and Spanish ones that a call centre hears, of our own list. A
 * short name may stand for several.
 */
const list = `
abigail: abby gail
abraham: abe bram
adelaide: addie
agnes: aggie nessie
albert: al bert bertie
alejandra: ale aleja sandra
alejandro: ale alex jandro
alexander: alex al sandy xander lex
alexandra: alex sandra sandy lexi
alfred: al fred alfie freddy
alice: ali allie
allison: ali allie
amanda: mandy manda
ana: anita
andrea: andy
andrew: andy drew
angela: angie
anita: ana nita
ann: annie anna nancy nan
anna: ann annie
anne: annie ann nan
anthony: tony ant
antoinette: toni nettie
antonio: tony tono toni
arthur: art artie
barbara: barb babs barbie bobbie
beatrice: bea trixie
benjamin: ben benny benji
bernard: bernie
bradley: brad
caroline: carrie carol
carolyn: carol carrie lyn
cassandra: cassie sandra
catherine: cathy kate katie cat kitty
cecilia: cece celia
charles: charlie chuck chas chaz
charlotte: lottie charlie
christina: chris tina christy
christine: chris tina christy
christopher: chris topher kit
clifford: cliff
concepcion: concha conchita
consuelo: chelo
cornelius: neil con
cynthia: cindy
daniel: dan danny
david: dave davey
deborah: deb debbie debby
dennis: denny
dolores: lola
donald: don donny
dorothy: dot dottie dolly
douglas: doug
edmund: ed eddie ned
eduardo: lalo edu eddie
edward: ed eddie ted teddy ned
edwin: ed eddie
eleanor: ellie nell nora
elizabeth: liz lizzie beth betsy betty eliza libby bess lisa
emily: em emmy
enrique: quique kike henry
ernest: ernie
eugene: gene
evelyn: eve evie
ezekiel: zeke
florence: flo flossie
frances: fran franny francie
francis: frank fran
francisca: paca paquita
francisco: paco pancho frank cisco
franklin: frank
frederick: fred freddy rick
gabriel: gabe
gabriela: gaby
geoffrey: geoff jeff
george: georgie
gerald: gerry jerry
gertrude: trudy gertie
gilbert: gil bert
gregory: greg
guadalupe: lupe lupita
guillermo: memo william
gwendolyn: gwen wendy
harold: harry hal
harriet: hattie
helen: nell nellie
henry: hank harry hal
herbert: herb bert
howard: howie
ignacio: nacho
isabel: isa chabela bella
isabella: bella izzy
isaac: ike
jacob: jake
jacqueline: jackie
james: jim jimmy jamie
janet: jan
jeffrey: jeff
jennifer: jen jenny
jeremiah: jerry
jeremy: jerry
jessica: jess jessie
jesus: chuy
joan: joanie
joann: jo
john: jack johnny jon
jonathan: jon john nathan
jose: pepe joe
josefina: pepa josie
joseph: joe joey jo
josephine: jo josie
joshua: josh
juan: juanito john
judith: judy
julia: julie
katherine: kathy kate katie kat kitty kay
kathleen: kathy kate katie
kenneth: ken kenny
kimberly: kim
lawrence: larry laurie
leonard: len lenny leo
leonardo: leo
leticia: lety
lillian: lily lil
louis: lou louie
louise: lou
lucille: lucy
luis: lucho louis
madeline: maddie
manuel: manny manolo
margaret: maggie meg peggy marge margie greta rita
maria: mary mari
marjorie: marge margie
martha: marty patty
martin: marty
mary: molly polly mae mamie
matthew: matt
maureen: mo
maximilian: max
megan: meg
melissa: missy mel
mercedes: meche
michael: mike mick mickey mikey
michelle: shelly
mildred: millie
mitchell: mitch
nancy: nan
natalie: nat
nathan: nate
nathaniel: nate nat nathan
nicholas: nick nicky
nicole: nicky nikki
norman: norm
oliver: ollie
olivia: liv livvy
pamela: pam
patricia: pat patty tricia trish
patrick: pat paddy rick
peter: pete
philip: phil
phillip: phil
phyllis: phyl
priscilla: cilla
rachel: rae
rafael: rafa ralph
ramon: moncho ray
randall: randy
randolph: randy
raymond: ray
rebecca: becky becca
reginald: reg reggie
ricardo: rick richard
richard: rick dick rich richie ricky
robert: bob bobby rob robbie bert
roberto: beto bob
rodney: rod
rogelio: roger
roger: rodge
ronald: ron ronnie
rosa: rosie
rosario: charo
rosemary: rose rosie
russell: russ
samantha: sam sammy
samuel: sam sammy
sandra: sandy
santiago: santi james
sarah: sally sadie
sebastian: seb bastian
sergio: checo
sharon: shari
sidney: sid
solomon: sol
sophia: sophie
stanley: stan
stephanie: steph
stephen: steve stevie
steven: steve stevie
stuart: stu
susan: sue susie suzy
susanna: sue susie
suzanne: sue suzy
terence: terry
teresa: terry tere tess
theodore: ted teddy theo
theresa: terry tess tessa
thomas: tom tommy
timothy: tim timmy
valerie: val
vanessa: nessa
veronica: vero ronnie
vicente: chente
victor: vic
victoria: vicky tori
vincent: vince vinny
virginia: ginny
walter: walt wally
wesley: wes
wilfred: will fred
william: will bill billy willy liam
winifred: winnie
yolanda: yoli
zachary: zach zack`

const known = new Map<string, Set<string>>()
for (const line of list.trim().split('\n')) {
  const [name = '', short = ''] = line.split(': ')
  const all = short.split(' ')
  for (const one of all) {
    known.set(name, (known.get(name) ?? new Set()).add(one))
    known.set(one, (known.get(one) ?? new Set()).add(name))
  }
}

/**
 * Names that the same person may go by: the short ones of a full name; of a short one its full names, and what else those
 * are called for short.
 */
export function nicknamesOf(name: string): ReadonlySet<string> {
  const near = known.get(name)
  if (!near) return new Set()
  const all = new Set(near)
  for (const full of near)
    if ((known.get(full)?.size ?? 0) > 1 && full.length > name.length)
      for (const one of known.get(full) ?? []) all.add(one)
  all.delete(name)
  return all
}
