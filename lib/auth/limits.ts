/* Numbers that the pages name too; apart from the schemas, so that a page that names them needs no schema. */

/** Longest password, in code points; longer ones would make hashing them an attack. */
export const PASSWORD_MAX = 128;

/** Shortest password, in code points (NIST SP 800-63B-4); there are no rules of composition. */
export const PASSWORD_MIN = 8;
