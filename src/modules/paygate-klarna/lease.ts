/** How long what one process has taken on may take, before another may begin it anew. */
export const LEASE_MINUTES = 5
