/** Thrown by a check that needs a setting which the subject does not take: the check is left out, and does not fail. */
export class NotTested extends Error {}
