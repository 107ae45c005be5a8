/** The table of results, and its rows: the box names the active one to screen readers. */
export const resultsId = 'search-results'
export const rowId = (row: number) => `search-result-${row + 1}`
