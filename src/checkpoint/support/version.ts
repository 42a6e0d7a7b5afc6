/** The version of the checkpoint format, kept in every file. */
export const version = "1";
