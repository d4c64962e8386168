import { type Headers, LOADS, type Load, readBy } from "@/bench/load";
import { PAGES } from "@/e2e/fixtures/pages";

/* What `npm run bench -- --every` measures: all that is read, whether by clients or by people. */

export const EMPTY_PAGE = "empty page, by Next";

type OpenApi = { paths: Record<string, { get?: unknown }> };

/**
 * A load for each read of the API's own document that takes no parameter, and for each page, as far as they answer 200 to the
 * first of these customers. What does not is printed.
 */
export async function everyRead(url: string, headers: Headers[]): Promise<Record<string, Load>> {
  const { paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as OpenApi;
  const reads = Object.keys(paths).filter((path) => paths[path]?.get && !path.includes("{"));
  const pages = new Set(PAGES.map(({ path }) => path.replace(/\?.*/, "")));
  const named = new Map([
    ...reads.map((path) => [`GET ${path}`, path] as const),
    ...[...pages].map((path) => [`page ${path}`, path] as const),
  ]);
  const loads: Record<string, Load> = { [LOADS.empty]: readBy(headers, "/api/bench") };
  for (const [name, path] of named) {
    const { status } = await fetch(url + path, { headers: headers[0], redirect: "manual" });
    if (status === 200) loads[name] = readBy(headers, path);
    else console.log(`left out: ${name} answers ${status}`);
  }
  return loads;
}
