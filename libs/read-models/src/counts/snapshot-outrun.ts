/** The snapshot is of before what was read already: a newer one must be taken. */
export class SnapshotOutrun extends Error {}
