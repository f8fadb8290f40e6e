/** How much the journal keeps. What is older is no longer kept, and the views say so. */

/** Characters of texts and values in the state: some 40 MB in a browser. */
export const keptWeight = 20_000_000

/** Row versions of one table. A table with more is told by its counts; who sees which row is not. */
export const keptVersions = 20_000
