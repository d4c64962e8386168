/** What a route declares that is to go: days as `2027-01-31`, and where to read what replaces it. */
export type Deprecated = { since: string; sunset?: string; link: string };

/**
 * Headers of every answer of such a route: Deprecation and its link (RFC 9745), and Sunset (RFC 8594) once it is known when it
 * goes.
 */
export function deprecationHeaders(deprecated: Deprecated | undefined): Record<string, string> {
  if (!deprecated) return {};
  const { since, sunset, link } = deprecated;
  return {
    Deprecation: `@${Date.parse(since) / 1000}`,
    ...(sunset && { Sunset: new Date(sunset).toUTCString() }),
    Link: `<${link}>; rel="deprecation"; type="text/html"`,
  };
}
