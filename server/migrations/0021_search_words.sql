-- What customers are found by, in the words of a search: names, streets and towns without accents, punctuation, titles and
-- whatever else two people write differently. server/src/features/customer-search/words does the same to what is typed, with
-- the same lists (word-forms.json); a test compares the two.

-- What the last word of a street is in short (United States Postal Service, Publication 28, and what people write).
CREATE FUNCTION search_suffix_forms() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN jsonb '{"alley": "aly", "ally": "aly", "avenue": "ave", "av": "ave", "aven": "ave", "avenu": "ave", "avn": "ave",
    "boulevard": "blvd", "boul": "blvd", "boulv": "blvd", "bypass": "byp", "causeway": "cswy", "circle": "cir",
    "circ": "cir", "crcl": "cir", "circl": "cir", "court": "ct", "crt": "ct", "circuit": "cct", "cove": "cv",
    "crescent": "cres", "crecent": "cres", "cresent": "cres", "crst": "cres", "drive": "dr", "driv": "dr", "drv":
    "dr", "expressway": "expy", "expwy": "expy", "freeway": "fwy", "frwy": "fwy", "highway": "hwy", "hiway":
    "hwy", "hway": "hwy", "lane": "ln", "parkway": "pkwy", "parkwy": "pkwy", "pky": "pkwy", "pkway": "pkwy",
    "place": "pl", "plaza": "plz", "road": "rd", "square": "sq", "squ": "sq", "street": "st", "str": "st", "strt":
    "st", "terrace": "ter", "terr": "ter", "tce": "ter", "trail": "trl", "trails": "trl", "turnpike": "tpke",
    "wy": "way", "esplanade": "esp", "parade": "par", "pde": "par", "close": "cl"}';

-- Words within the name of a street, in full.
CREATE FUNCTION search_word_forms() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN jsonb '{"anx": "annex", "arc": "arcade", "bch": "beach", "blf": "bluff", "bnd": "bend", "brg": "bridge", "brk":
    "brook", "clb": "club", "clf": "cliff", "cmn": "common", "commons": "common", "cor": "corner", "corners":
    "corner", "cp": "camp", "crk": "creek", "crse": "course", "crst": "crest", "ctr": "center", "centre":
    "center", "cntr": "center", "curv": "curve", "cyn": "canyon", "dl": "dale", "dm": "dam", "est": "estate",
    "estates": "estate", "ests": "estate", "ext": "extension", "fld": "field", "fields": "field", "flds": "field",
    "fls": "falls", "flt": "flat", "flats": "flat", "frd": "ford", "frg": "forge", "frk": "fork", "forks": "fork",
    "frst": "forest", "fry": "ferry", "gdn": "garden", "gardens": "garden", "gdns": "garden", "gln": "glen", "gr":
    "grange", "grn": "green", "grv": "grove", "gtwy": "gateway", "hbr": "harbor", "harbour": "harbor", "hl":
    "hill", "hills": "hill", "hls": "hill", "holw": "hollow", "hts": "heights", "ht": "heights", "hvn": "haven",
    "inlt": "inlet", "jct": "junction", "knl": "knoll", "knolls": "knoll", "lck": "lock", "ldg": "lodge", "lgt":
    "light", "lk": "lake", "lakes": "lake", "lndg": "landing", "mdw": "meadow", "meadows": "meadow", "mdws":
    "meadow", "mills": "mill", "mnr": "manor", "msn": "mission", "mtn": "mountain", "mtwy": "motorway", "nck":
    "neck", "orch": "orchard", "pk": "peak", "pln": "plain", "plains": "plain", "pne": "pine", "points": "point",
    "pts": "point", "rad": "radial", "rdg": "ridge", "ridges": "ridge", "riv": "river", "rnch": "ranch", "rpd":
    "rapid", "rapids": "rapid", "rst": "rest", "rte": "route", "shl": "shoal", "shr": "shore", "shores": "shore",
    "skwy": "skyway", "smt": "summit", "spg": "spring", "springs": "spring", "spgs": "spring", "sta": "station",
    "strm": "stream", "trak": "track", "trce": "trace", "tunl": "tunnel", "vis": "vista", "vl": "ville", "vlg":
    "village", "vly": "valley", "vw": "view", "views": "view", "wl": "well", "wells": "well", "xing": "crossing",
    "crssng": "crossing"}';

-- The short words that a street may end in.
CREATE FUNCTION search_street_suffixes() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '{aly,ave,blvd,byp,cct,cir,cl,cres,cswy,ct,cv,dr,esp,expy,fwy,hwy,ln,par,pkwy,pl,plz,rd,sq,st,ter,tpke,trl,way}'::text[];

-- Directions.
CREATE FUNCTION search_direction_forms() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN jsonb '{"north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast":
    "se", "southwest": "sw"}';

-- Ordinals: 1st Street is First Street.
CREATE FUNCTION search_ordinal_forms() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN jsonb '{"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth", "7th":
    "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth", "11th": "eleventh", "12th": "twelfth"}';

-- Words before a place.
CREATE FUNCTION search_place_forms() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN jsonb '{"saint": "st", "ste": "st", "mount": "mt", "fort": "ft"}';

-- What stands before the number of a unit.
CREATE FUNCTION search_unit_words() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '{apt,apartment,unit,ste,suite,rm,room,fl,floor,lot,spc,space,trlr,trailer,bldg,building,no,number,#,flat,ph,penthouse}'::text[];

-- What words of organisations are in short.
CREATE FUNCTION search_organisation_forms() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN jsonb '{"saint": "st", "ste": "st", "mount": "mt", "fort": "ft", "hospital": "hosp", "center": "ctr", "centre":
    "ctr", "association": "assn", "assoc": "assn", "university": "univ", "institute": "inst", "brothers": "bros",
    "department": "dept", "international": "intl", "national": "natl", "american": "amer", "management": "mgmt",
    "mgt": "mgmt", "property": "prop", "properties": "prop", "props": "prop", "apartment": "apt", "apartments":
    "apt", "apts": "apt", "school": "sch", "elementary": "elem", "church": "ch", "service": "svc", "services":
    "svc", "svcs": "svc", "manufacturing": "mfg", "distribution": "dist", "distributors": "dist", "distributing":
    "dist", "construction": "constr", "engineering": "eng", "electric": "elec", "electrical": "elec", "plumbing":
    "plumb", "restaurant": "rest", "market": "mkt", "pharmacy": "pharm", "medical": "med", "dental": "dent",
    "laboratory": "lab", "laboratories": "lab", "labs": "lab", "technology": "tech", "technologies": "tech",
    "systems": "sys", "system": "sys", "industries": "ind", "industrial": "ind", "industry": "ind", "holding":
    "hldg", "holdings": "hldg", "hldgs": "hldg", "investment": "inv", "investments": "inv", "insurance": "ins",
    "financial": "fin", "finance": "fin", "foundation": "fdn", "community": "comm", "government": "gov", "govt":
    "gov", "govmnt": "govt", "group": "gp", "grp": "gp", "products": "prod", "product": "prod", "enterprises":
    "ent", "enterprise": "ent", "associates": "assoc", "partners": "ptnr", "partner": "ptnr", "partnership":
    "ptnr", "building": "bldg", "transport": "trans", "transportation": "trans", "automotive": "auto", "realty":
    "rlty", "county": "cty", "township": "twp", "memorial": "mem", "presbyterian": "pres", "methodist": "meth",
    "baptist": "bapt"}';

-- Words that tell no two organisations apart.
CREATE FUNCTION search_legal_words() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '{a,an,and,bv,co,company,corp,corporation,dba,for,gmbh,inc,incorporated,limited,llc,llp,lp,ltd,nv,of,pa,pc,plc,pllc,sa,the,tr,trust}'::text[];

-- Particles of surnames: part of the whole name, no name of their own.
CREATE FUNCTION search_name_particles() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '{de,la,las,los,del,della,di,da,do,dos,das,du,le,van,von,vander,der,den,ter,ten,y,e,el,al,bin,ibn,san,st,mc,mac,o,zu,zur}'::text[];

-- Titles and generations: not looked for.
CREATE FUNCTION search_name_titles() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '{mr,mrs,ms,miss,mx,dr,prof,rev,fr,sir,dame,hon,capt,sgt,lt,col,gen,sra,srta,dona,jr,sr,ii,iii,iv,esq,md,phd,dds,cpa}'::text[];

-- Lower case, Latin letters without accents: 'García' is 'garcia', 'Søren Łuczak' is 'soren luczak', 'Жуков' is 'zhukov'.
CREATE FUNCTION search_folded(written text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    -- Most are ASCII, and fifty times faster.
    WHEN octet_length(written) = length(written) THEN lower(written COLLATE "C")
    ELSE lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(
        regexp_replace(normalize(written, NFD), '[\u0300-\u036f]', '', 'g'),
        'ØøŁłĐđðıАаБбВвГгДдЕеЗзИиКкЛлМмНнОоПпРрСсТтУуФфЫыЭэІіΑαΒβΓγΔδΕεΖζΗηΙιΚκΛλΜμΝνΞξΟοΠπΡρΣσςΤτΥυΩωХЦЧШЩЮЯЖÆŒÞЪъЬь',
        'OoLlDddiAaBbVvGgDdEeZzIiKkLlMmNnOoPpRrSsTtUuFfYyEeIiAaVvGgDdEeZzIiIiKkLlMmNnXxOoPpRrSssTtYyOoхцчшщюяжæœþ'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'х', 'kh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'щ', 'shch'), 'ю', 'yu'), 'я', 'ya'), 'ж', 'zh') COLLATE "C") END;

-- The words of a text: nothing else is in them.
CREATE FUNCTION search_words(written text) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN array_remove(string_to_array(translate(search_folded(written),
    E'-/,;:&()[]{}"#+*_!?=<>|\\@$%^~\t\n\r\u00a0–—“”«»¿¡….''’‘`´ʼ', repeat(' ', 43)), ' '), '');

-- The longest term there is: what is longer is found by its beginning.
CREATE FUNCTION search_term(word text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN left(word, 40) COLLATE "C";

-- What a name is found by: pairs of a surname and a given name, each of its words. A compound surname is found by each of its
-- words and by all of them as one, particles only within it; an organisation by every two of its words. Loops, because a query
-- within a function costs more than all that it would say.
CREATE FUNCTION search_name_terms(given_name text, surname text, organisation_name text)
  RETURNS TABLE (surname_term text, given_term text)
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  x text;
  w text[];
  surnames text[] := '{}';
  givens text[] := '{}';
  initials text := '';
BEGIN
  IF organisation_name IS NOT NULL THEN
    w := search_words(organisation_name);
    FOREACH x IN ARRAY w LOOP
      IF x <> ALL (search_legal_words()) AND cardinality(surnames) < 5 THEN
        surnames := surnames || search_term(COALESCE(search_organisation_forms() ->> x, x));
        initials := initials || left(x, 1);
      END IF;
    END LOOP;
    IF cardinality(surnames) = 0 THEN
      surnames := ARRAY[search_term(COALESCE(w[1], ''))];
    END IF;
    IF cardinality(surnames) = 1 THEN
      surname_term := surnames[1];
      given_term := '';
      RETURN NEXT;
    END IF;
    FOR i IN 1 .. cardinality(surnames) LOOP
      FOR j IN i + 1 .. cardinality(surnames) LOOP
        surname_term := surnames[i];
        given_term := surnames[j];
        RETURN NEXT;
      END LOOP;
    END LOOP;
    -- 'Pacific Gas and Electric' is 'pge' to some.
    IF length(initials) > 2 THEN
      surname_term := initials;
      given_term := '';
      RETURN NEXT;
    END IF;
    RETURN;
  END IF;
  w := '{}';
  FOREACH x IN ARRAY search_words(surname) LOOP
    IF x <> ALL (search_name_titles()) THEN w := w || x; END IF;
  END LOOP;
  IF cardinality(w) = 0 THEN w := search_words(surname); END IF;
  FOREACH x IN ARRAY w LOOP
    IF (cardinality(w) = 1 OR x <> ALL (search_name_particles())) AND cardinality(surnames) < 5 THEN
      surnames := surnames || search_term(x);
    END IF;
  END LOOP;
  IF cardinality(w) > 1 THEN surnames := surnames || search_term(array_to_string(w, '')); END IF;
  IF cardinality(surnames) = 0 THEN surnames := '{""}'; END IF;
  w := '{}';
  FOREACH x IN ARRAY COALESCE(search_words(given_name), '{}') LOOP
    IF x <> ALL (search_name_titles()) THEN w := w || x; END IF;
  END LOOP;
  FOREACH x IN ARRAY w LOOP
    IF (length(x) > 1 OR cardinality(w) = 1) AND cardinality(givens) < 5 THEN givens := givens || search_term(x); END IF;
  END LOOP;
  IF cardinality(w) > 1 THEN givens := givens || search_term(array_to_string(w, '')); END IF;
  IF cardinality(givens) = 0 THEN givens := '{""}'; END IF;
  FOREACH surname_term IN ARRAY surnames LOOP
    FOREACH given_term IN ARRAY givens LOOP
      RETURN NEXT;
    END LOOP;
  END LOOP;
END $$;

-- An address in its parts. `core` is the street without direction and suffix, as one word: it is what is looked for.
CREATE FUNCTION search_address(line1 text, line2 text, OUT house text, OUT street text, OUT core text, OUT unit text)
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  x text;
  w text[] := search_words(replace(line1, '#', ' apt '));
  short text[] := '{}';
  at integer := 0;
  last integer;
  first integer := 1;
BEGIN
  house := '';
  unit := '';
  IF cardinality(w) > 1 AND w[1] ~ '^[0-9]+[a-z]?$' THEN
    house := w[1];
    w := w[2:];
    -- '12-14 Oak', '12 1/2 Oak'
    WHILE cardinality(w) > 1 AND w[1] ~ '^[0-9]+$' AND w[2] <> ALL (search_street_suffixes())
        AND NOT search_suffix_forms() ? w[2] LOOP
      w := w[2:];
    END LOOP;
  END IF;
  FOREACH x IN ARRAY w LOOP
    at := at + 1;
    IF at > 1 AND x = ANY (search_unit_words()) THEN
      unit := array_to_string(w[at + 1:], '');
      w := w[:at - 1];
      EXIT;
    END IF;
  END LOOP;
  IF line2 <> '' THEN
    FOREACH x IN ARRAY search_words(replace(line2, '#', ' ')) LOOP
      IF x <> ALL (search_unit_words()) THEN unit := unit || x; END IF;
    END LOOP;
  END IF;
  unit := search_term(unit);
  last := cardinality(w);
  at := 0;
  FOREACH x IN ARRAY w LOOP
    at := at + 1;
    short := short || CASE
      WHEN search_ordinal_forms() ? x THEN search_ordinal_forms() ->> x
      WHEN x ~ '^[0-9]+(st|nd|rd|th)$' THEN substring(x FROM '^[0-9]+')
      WHEN search_direction_forms() ? x THEN search_direction_forms() ->> x
      WHEN at < last AND search_place_forms() ? x THEN search_place_forms() ->> x
      WHEN at > 1 AND search_suffix_forms() ? x THEN search_suffix_forms() ->> x
      ELSE COALESCE(search_word_forms() ->> x, x) END;
  END LOOP;
  street := left(array_to_string(short, ' '), 80);
  IF last > 1 AND short[last] = ANY ('{n,s,e,w,ne,nw,se,sw}') THEN last := last - 1; END IF;
  IF last > 1 AND short[last] = ANY (search_street_suffixes()) THEN last := last - 1; END IF;
  IF last > 1 AND short[1] = ANY ('{n,s,e,w,ne,nw,se,sw}') THEN first := 2; END IF;
  core := search_term(array_to_string(short[first:last], ''));
END $$;

-- A town as one word: 'Saint Paul' and 'St. Paul' are 'stpaul'.
CREATE FUNCTION search_city(city text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  x text;
  found text := '';
BEGIN
  FOREACH x IN ARRAY search_words(city) LOOP
    found := found || COALESCE(search_place_forms() ->> x, x);
  END LOOP;
  RETURN search_term(found);
END $$;

-- A postal code as it is looked for: '92101-1234' is in '92101', 'sw1a 1aa' is 'SW1A1AA'.
CREATE FUNCTION search_postal_code(postal_code text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN left(regexp_replace(translate(upper(postal_code COLLATE "C"), ' ', ''), '^([0-9]{5})-[0-9]*$', '\1'), 12) COLLATE "C";

-- The neighbourhood of a term: hashes of what is left of its first seven letters when none, one or two are taken out. Two
-- terms within two edits of one another share one (the symmetric deletes of SymSpell).
CREATE FUNCTION search_deletes(kind text, term text) RETURNS integer[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  WITH p AS (SELECT left(term, 7) AS w, least(length(term), 7) AS n)
  SELECT array_agg(DISTINCT hashtext(kind || x)) FROM (
    SELECT w AS x FROM p
    UNION ALL SELECT overlay(w PLACING '' FROM i FOR 1) FROM p, generate_series(1, n) AS i WHERE n > 1
    UNION ALL SELECT overlay(overlay(w PLACING '' FROM j FOR 1) PLACING '' FROM i FOR 1)
      FROM p, generate_series(2, n) AS j, generate_series(1, j - 1) AS i WHERE n > 3) d
$$;
