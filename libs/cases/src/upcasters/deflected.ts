import type { Upcaster } from '#unions';

/** Version 1 held one reason; unions give several at once. */
export const reasonsFromReason: Upcaster = ({ reason, ...rest }) => ({ ...rest, reasons: [reason] });
