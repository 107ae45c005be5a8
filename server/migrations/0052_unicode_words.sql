-- Names and streets are found whatever form of Unicode they are written in: words were taken apart at a list of signs that
-- somebody had thought of, and only Latin accents were left out. Now it goes by classes; words/signs.ts has the same lists.

-- Marks that are written or not, what is invisible, and apostrophes in all forms: left out.
CREATE FUNCTION search_skipped_signs() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '['
    '\u00ad\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca-\u02cb\u0300-\u036f\u0483-\u0489\u055a\u0591-\u05bd\u05bf'
    '\u05c1-\u05c2\u05c4-\u05c5\u05c7\u05f3-\u05f4\u0600-\u0605\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670'
    '\u06d6-\u06dd\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u070f\u0711\u0730-\u074a\u07eb-\u07f3\u07fd\u0816-\u0819'
    '\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0890-\u0891\u0898-\u089f\u08ca-\u08ff\u093c\u0951-\u0954'
    '\u09bc\u09fe\u0a3c\u0abc\u0b3c\u0c3c\u0c55-\u0c56\u0cbc\u0e48-\u0e4b\u0ec8-\u0ecb\u0f18-\u0f19\u0f35\u0f37'
    '\u0f39\u0f82-\u0f83\u0f86-\u0f87\u0fc6\u1037\u108d\u115f-\u1160\u135d-\u135f\u17b4-\u17b5\u17dd\u180b-\u180f'
    '\u18a9\u1939-\u193b\u1a17-\u1a18\u1a75-\u1a7c\u1a7f\u1ab0-\u1ace\u1b34\u1b6b-\u1b73\u1be6\u1c37\u1cd0-\u1cd2'
    '\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8-\u1cf9\u1dc0-\u1dff\u200b-\u200f\u2018-\u2019\u201b\u202a-\u202e'
    '\u2032\u2035\u2060-\u206f\u20d0-\u20f0\u2cef-\u2cf1\u2de0-\u2dff\u302a-\u302f\u3164\ua66f-\ua672\ua674-\ua67d'
    '\ua69e-\ua69f\ua6f0-\ua6f1\ua78b-\ua78c\ua8e0-\ua8f1\ua92b-\ua92d\ua9b3\uaab0\uaab2-\uaab4\uaab7-\uaab8'
    '\uaabe-\uaabf\uaac1\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uff07\uffa0\ufff9-\ufffb\U000101fd\U000102e0'
    '\U00010376-\U0001037a\U00010a0d\U00010a0f\U00010a38-\U00010a3a\U00010ae5-\U00010ae6\U00010d24-\U00010d27'
    '\U00010eab-\U00010eac\U00010f46-\U00010f50\U00010f82-\U00010f85\U000110ba\U000110bd\U000110cd'
    '\U00011100-\U00011102\U00011173\U000111ca\U00011236\U000112e9\U0001133b-\U0001133c\U00011366-\U0001136c'
    '\U00011370-\U00011374\U00011446\U0001145e\U000114c3\U000115c0\U000116b7\U0001183a\U00011943\U00011d42'
    '\U00013430-\U00013438\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016ff0-\U00016ff1\U0001bc9e'
    '\U0001bca0-\U0001bca3\U0001d165-\U0001d169\U0001d16d-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad'
    '\U0001d242-\U0001d244\U0001e000-\U0001e006\U0001e008-\U0001e018\U0001e01b-\U0001e021\U0001e023-\U0001e024'
    '\U0001e026-\U0001e02a\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e8d0-\U0001e8d6'
    '\U0001e944-\U0001e94a\U000e0000-\U000e0fff'
    ']';

-- Signs between words: punctuation (dashes of all kinds), symbols, spaces, controls.
CREATE FUNCTION search_between_signs() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '[-/,;:&()[\]{}"#+*_!?=<>|\\@$%^~\t\n\r.'
    '\u0080-\u00a9\u00ab-\u00ac\u00ae-\u00b1\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df'
    '\u02e5-\u02eb\u02ed\u02ef-\u02ff\u0375\u037e\u0384-\u0385\u0387\u03f6\u0482\u055b-\u055f\u0589-\u058a'
    '\u058d-\u058f\u05be\u05c0\u05c3\u05c6\u0606-\u060f\u061b\u061d-\u061f\u066a-\u066d\u06d4\u06de\u06e9'
    '\u06fd-\u06fe\u0700-\u070d\u07f6-\u07f9\u07fe-\u07ff\u0830-\u083e\u085e\u0888\u0964-\u0965\u0970\u09f2-\u09f3'
    '\u09fa-\u09fb\u09fd\u0a76\u0af0-\u0af1\u0b70\u0bf3-\u0bfa\u0c77\u0c7f\u0c84\u0d4f\u0d79\u0df4\u0e3f\u0e4f'
    '\u0e5a-\u0e5b\u0f01-\u0f17\u0f1a-\u0f1f\u0f34\u0f36\u0f38\u0f3a-\u0f3d\u0f85\u0fbe-\u0fc5\u0fc7-\u0fcc'
    '\u0fce-\u0fda\u104a-\u104f\u109e-\u109f\u10fb\u1360-\u1368\u1390-\u1399\u1400\u166d-\u166e\u1680\u169b-\u169c'
    '\u16eb-\u16ed\u1735-\u1736\u17d4-\u17d6\u17d8-\u17db\u1800-\u180a\u1940\u1944-\u1945\u19de-\u19ff\u1a1e-\u1a1f'
    '\u1aa0-\u1aa6\u1aa8-\u1aad\u1b5a-\u1b6a\u1b74-\u1b7e\u1bfc-\u1bff\u1c3b-\u1c3f\u1c7e-\u1c7f\u1cc0-\u1cc7\u1cd3'
    '\u1fbd\u1fbf-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed-\u1fef\u1ffd-\u1ffe\u2000-\u200a\u2010-\u2017\u201a'
    '\u201c-\u2029\u202f-\u2031\u2033-\u2034\u2036-\u205f\u207a-\u207e\u208a-\u208e\u20a0-\u20c0\u2100-\u2101'
    '\u2103-\u2106\u2108-\u2109\u2114\u2116-\u2118\u211e-\u2123\u2125\u2127\u2129\u212e\u213a-\u213b\u2140-\u2144'
    '\u214a-\u214d\u214f\u218a-\u218b\u2190-\u2426\u2440-\u244a\u249c-\u24e9\u2500-\u2775\u2794-\u2b73\u2b76-\u2b95'
    '\u2b97-\u2bff\u2ce5-\u2cea\u2cf9-\u2cfc\u2cfe-\u2cff\u2d70\u2e00-\u2e2e\u2e30-\u2e5d\u2e80-\u2e99\u2e9b-\u2ef3'
    '\u2f00-\u2fd5\u2ff0-\u2ffb\u3000-\u3004\u3008-\u3020\u3030\u3036-\u3037\u303d-\u303f\u309b-\u309c\u30a0\u30fb'
    '\u3190-\u3191\u3196-\u319f\u31c0-\u31e3\u3200-\u321e\u322a-\u3247\u3250\u3260-\u327f\u328a-\u32b0\u32c0-\u33ff'
    '\u4dc0-\u4dff\ua490-\ua4c6\ua4fe-\ua4ff\ua60d-\ua60f\ua673\ua67e\ua6f2-\ua6f7\ua700-\ua716\ua720-\ua721'
    '\ua789-\ua78a\ua828-\ua82b\ua836-\ua839\ua874-\ua877\ua8ce-\ua8cf\ua8f8-\ua8fa\ua8fc\ua92e-\ua92f\ua95f'
    '\ua9c1-\ua9cd\ua9de-\ua9df\uaa5c-\uaa5f\uaa77-\uaa79\uaade-\uaadf\uaaf0-\uaaf1\uab5b\uab6a-\uab6b\uabeb\ufb29'
    '\ufbb2-\ufbc2\ufd3e-\ufd4f\ufdcf\ufdfc-\ufdff\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe66\ufe68-\ufe6b\uff01-\uff06'
    '\uff08-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffe6\uffe8-\uffee\ufffc-\ufffd'
    '\U00010100-\U00010102\U00010137-\U0001013f\U00010179-\U00010189\U0001018c-\U0001018e\U00010190-\U0001019c'
    '\U000101a0\U000101d0-\U000101fc\U0001039f\U000103d0\U0001056f\U00010857\U00010877-\U00010878\U0001091f'
    '\U0001093f\U00010a50-\U00010a58\U00010a7f\U00010ac8\U00010af0-\U00010af6\U00010b39-\U00010b3f'
    '\U00010b99-\U00010b9c\U00010ead\U00010f55-\U00010f59\U00010f86-\U00010f89\U00011047-\U0001104d'
    '\U000110bb-\U000110bc\U000110be-\U000110c1\U00011140-\U00011143\U00011174-\U00011175\U000111c5-\U000111c8'
    '\U000111cd\U000111db\U000111dd-\U000111df\U00011238-\U0001123d\U000112a9\U0001144b-\U0001144f'
    '\U0001145a-\U0001145b\U0001145d\U000114c6\U000115c1-\U000115d7\U00011641-\U00011643\U00011660-\U0001166c'
    '\U000116b9\U0001173c-\U0001173f\U0001183b\U00011944-\U00011946\U000119e2\U00011a3f-\U00011a46'
    '\U00011a9a-\U00011a9c\U00011a9e-\U00011aa2\U00011c41-\U00011c45\U00011c70-\U00011c71\U00011ef7-\U00011ef8'
    '\U00011fd5-\U00011ff1\U00011fff\U00012470-\U00012474\U00012ff1-\U00012ff2\U00016a6e-\U00016a6f\U00016af5'
    '\U00016b37-\U00016b3f\U00016b44-\U00016b45\U00016e97-\U00016e9a\U00016fe2\U0001bc9c\U0001bc9f'
    '\U0001cf50-\U0001cfc3\U0001d000-\U0001d0f5\U0001d100-\U0001d126\U0001d129-\U0001d164\U0001d16a-\U0001d16c'
    '\U0001d183-\U0001d184\U0001d18c-\U0001d1a9\U0001d1ae-\U0001d1ea\U0001d200-\U0001d241\U0001d245'
    '\U0001d300-\U0001d356\U0001d6c1\U0001d6db\U0001d6fb\U0001d715\U0001d735\U0001d74f\U0001d76f\U0001d789'
    '\U0001d7a9\U0001d7c3\U0001d800-\U0001d9ff\U0001da37-\U0001da3a\U0001da6d-\U0001da74\U0001da76-\U0001da83'
    '\U0001da85-\U0001da8b\U0001e14f\U0001e2ff\U0001e95e-\U0001e95f\U0001ecac\U0001ecb0\U0001ed2e'
    '\U0001eef0-\U0001eef1\U0001f000-\U0001f02b\U0001f030-\U0001f093\U0001f0a0-\U0001f0ae\U0001f0b1-\U0001f0bf'
    '\U0001f0c1-\U0001f0cf\U0001f0d1-\U0001f0f5\U0001f10d-\U0001f1ad\U0001f1e6-\U0001f202\U0001f210-\U0001f23b'
    '\U0001f240-\U0001f248\U0001f250-\U0001f251\U0001f260-\U0001f265\U0001f300-\U0001f6d7\U0001f6dd-\U0001f6ec'
    '\U0001f6f0-\U0001f6fc\U0001f700-\U0001f773\U0001f780-\U0001f7d8\U0001f7e0-\U0001f7eb\U0001f7f0'
    '\U0001f800-\U0001f80b\U0001f810-\U0001f847\U0001f850-\U0001f859\U0001f860-\U0001f887\U0001f890-\U0001f8ad'
    '\U0001f8b0-\U0001f8b1\U0001f900-\U0001fa53\U0001fa60-\U0001fa6d\U0001fa70-\U0001fa74\U0001fa78-\U0001fa7c'
    '\U0001fa80-\U0001fa86\U0001fa90-\U0001faac\U0001fab0-\U0001faba\U0001fac0-\U0001fac5\U0001fad0-\U0001fad9'
    '\U0001fae0-\U0001fae7\U0001faf0-\U0001faf6\U0001fb00-\U0001fb92\U0001fb94-\U0001fbca'
    ']';

CREATE OR REPLACE FUNCTION search_folded(written text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    -- Most are ASCII, and fifty times faster.
    WHEN octet_length(written) = length(written) THEN lower(written COLLATE "C")
    ELSE lower(normalize(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(
        -- Twice: an accent that stands alone becomes a space and a mark, and marks are in what letters are taken apart into.
        regexp_replace(normalize(regexp_replace(written, search_skipped_signs(), '', 'g'), NFKD),
          search_skipped_signs(), '', 'g'),
        'ØøŁłĐđðıАаБбВвГгДдЕеЗзИиКкЛлМмНнОоПпРрСсТтУуФфЫыЭэІіΑαΒβΓγΔδΕεΖζΗηΙιΚκΛλΜμΝνΞξΟοΠπΡρΣσςΤτΥυΩωХЦЧШЩЮЯЖÆŒÞЪъЬь',
        'OoLlDddiAaBbVvGgDdEeZzIiKkLlMmNnOoPpRrSsTtUuFfYyEeIiAaVvGgDdEeZzIiIiKkLlMmNnXxOoPpRrSssTtYyOoхцчшщюяжæœþ'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'х', 'kh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'щ', 'shch'), 'ю', 'yu'), 'я', 'ya'), 'ж', 'zh'), NFC) COLLATE "C") END;

CREATE OR REPLACE FUNCTION search_words(written text) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN array_remove(string_to_array(CASE
    WHEN octet_length(written) = length(written) THEN translate(search_folded(written),
      E'-/,;:&()[]{}"#+*_!?=<>|\\@$%^~\t\n\r.\'`', repeat(' ', 33))
    ELSE translate(regexp_replace(search_folded(written), search_between_signs(), ' ', 'g'), '''`', '') END, ' '), '');

-- What is written otherwise than in ASCII, and where it is served, anew.
SELECT search_refresh_names(ARRAY(SELECT DISTINCT n.person_id FROM person_names n
  WHERE concat(n.given_name, n.surname, n.organisation_name) ~ '[^\x01-\x7f]'));
SELECT search_refresh_premises(ARRAY(SELECT p.premise_id FROM premises p
  WHERE concat(p.line1, p.line2, p.city) ~ '[^\x01-\x7f]'));
SELECT search_refresh_occupants(ARRAY(
  SELECT ap.account_id FROM person_names n JOIN account_persons ap USING (person_id)
  WHERE concat(n.given_name, n.surname, n.organisation_name) ~ '[^\x01-\x7f]'
  UNION
  SELECT sa.account_id FROM premises p JOIN service_points USING (premise_id)
  JOIN service_agreement_points USING (service_point_id) JOIN service_agreements sa USING (service_agreement_id)
  WHERE concat(p.line1, p.line2, p.city) ~ '[^\x01-\x7f]'));
