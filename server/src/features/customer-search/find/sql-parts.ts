/** Returns the SQL of a text that sorts after every text with this beginning: no letter sorts after the last of Unicode. */
export const behind = (text: string) => `(${text} || chr(1114111))`

/** The parts of a premise `p` of `search_premises`. */
export const premiseParts = `p.premise_id AS "premise_id!", p.core AS "core!", p.street AS "street!", p.house AS "house!",
     p.unit AS "unit!", p.city AS "city!", p.postal_code AS "postal_code!"`

/** An occupant `o` of `search_occupants`, at the premise `p` of `search_premises`. */
export const occupant = `o.account_id AS "account_id!", o.person_id AS "person_id!", o.premise_id AS "premise_id!",
     o.ended_on IS NULL AS "is_current!", o.surname AS "surname!", o.given AS "given!", o.core AS "core!", o.house AS "house!",
     o.postal_code AS "postal_code!", p.street, p.unit, p.city`
