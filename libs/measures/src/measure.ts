/** What can be measured of an engagement (one case x one union). */
export const MEASURES = ['first_reply', 'intervention', 'awareness', 'resolution'] as const;
export type Measure = (typeof MEASURES)[number];

/** How a reply is classed: only the first one counts for `first_reply`. */
export const REPLY_CLASSES = ['helped', 'informed', 'deflected'] as const;
export type ReplyClass = (typeof REPLY_CLASSES)[number];
