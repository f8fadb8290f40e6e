/** The column of privileges that several lists have. */

/** An SQL expression for an array of aclitem: one line for each; "(none)" when all have been revoked. */
export function privileges(column: string): string {
  return `CASE
        WHEN pg_catalog.cardinality(${column}) = 0 THEN '(none)'
        ELSE pg_catalog.array_to_string(${column}, pg_catalog.chr(10))
      END AS "Access privileges"`
}
