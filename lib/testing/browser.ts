import { CSRF_COOKIE, issueCsrfToken } from "@/lib/platform/http/csrf";
import { type Client, clientWith, cookieOf } from "@/lib/testing/client";

const METHODS = ["get", "head", "post", "put", "patch", "delete", "options"] as const;

/** A browser that has a CSRF token and no session yet, and keeps the cookie that an answer sets. */
export function newBrowser(): Client {
  const csrf = issueCsrfToken(undefined);
  const token = `${CSRF_COOKIE}=${csrf}`;
  const headers: Record<string, string> = { cookie: token, "x-csrftoken": csrf };
  const client = clientWith(headers);
  const sends = METHODS.map((method) => {
    const send = client[method];
    const keeping: typeof send = async (endpoint, call) => {
      const answer = await send(endpoint, call);
      const { name, value } = cookieOf(answer);
      if (name) headers.cookie = value ? `${name}=${value}; ${token}` : token;
      return answer;
    };
    return [method, keeping] as const;
  });
  return { ...client, ...(Object.fromEntries(sends) as Pick<Client, (typeof METHODS)[number]>) };
}

/** The session cookie that a browser holds at the moment. */
export function sessionOf({ headers }: Client): string | undefined {
  return /osessionid=(\w+)/.exec(headers.cookie ?? "")?.[1];
}
