/** Returns the SQL of a text that sorts after every text with this beginning: no letter sorts after the last of Unicode. */
export const behind = (text: string) => `(${text} || chr(1114111))`

/** The parts of a premise `p` of `search_premises`. */
export const premiseParts = `p.premise_id AS "premise_id!", p.core AS "core!", p.street AS "street!", p.house AS "house!",
     p.unit AS "unit!", p.city AS "city!", p.postal_code AS "postal_code!"`
