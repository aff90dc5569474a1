/** The query or the body of a request that says all by its address. */
export class NothingMore {}
