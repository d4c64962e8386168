/* Numbers that the pages name too; apart from the schemas, so that a page that names them needs no schema. */

/** How long the link to an export works. */
export const EXPORT_LINK_SECONDS = 900;
