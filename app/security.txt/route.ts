import { getDeps } from "@/lib/deps";
import { DAY_MS } from "@/lib/platform/dates";

const VALID_MS = 90 * DAY_MS;

/** RFC 9116, also at /.well-known/security.txt. It exists only where SECURITY_CONTACT names somebody. */
export async function GET(): Promise<Response> {
  const { env, now } = await getDeps();
  if (!env.SECURITY_CONTACT) return new Response("Not found\n", { status: 404 });
  const lines = [
    ...env.SECURITY_CONTACT.map((contact) => `Contact: ${contact}`),
    `Expires: ${new Date(now().getTime() + VALID_MS).toISOString()}`,
    `Canonical: ${env.APP_URL}/.well-known/security.txt`,
  ];
  return new Response(`${lines.join("\n")}\n`, {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=86400" },
  });
}
