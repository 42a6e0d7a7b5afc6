/** Thrown where a check sets what the subject does not take, so that the check is left out instead of failing. */
export class NotTested extends Error {}
