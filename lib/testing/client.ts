import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { startSession } from "@/lib/auth/session-service";
import { issueToken } from "@/lib/auth/token-service";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { ADMIN_SCOPES, type AdminScope } from "@/lib/back-office/schema";
import { createAdminKey } from "@/lib/back-office/service";
import type { CustomerRow } from "@/lib/customers/store";
import { getCustomer } from "@/lib/customers/store";
import { CSRF_COOKIE, issueCsrfToken } from "@/lib/platform/http/csrf";
import type { Handler } from "@/lib/platform/http/route";
import { assertDeclared } from "@/lib/testing/declared-responses";
import type { Shop } from "@/lib/testing/shop";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
/** A route module, or as much of it as the test needs. */
export type Endpoint = Partial<Record<Method, Handler>>;

export type Call = {
  /** A FormData or URLSearchParams is sent as such, a string or bytes as they are, anything else as JSON. */
  body?: unknown;
  /** Names in lower case; they replace the client's own. */
  headers?: Record<string, string>;
  params?: Record<string, string | string[]>;
  /** What follows the question mark. */
  query?: string;
};

/** What came back, its JSON read and not typed: asserting its shape is what tests do. */
export type Answer = { status: number; headers: Headers; body: ReturnType<typeof JSON.parse> };

/** Somebody who calls handlers over real Request and Response objects. */
export type Client = Record<Lowercase<Method>, (endpoint: Endpoint, call?: Call) => Promise<Answer>> & {
  /** What it sends with every call. */
  headers: Record<string, string>;
};

/** A browser in which the customer is signed in: session cookie and CSRF token. */
export async function as(shop: Shop, customer: { id: number }): Promise<Client> {
  return browserWith(await newSession(shop, customer));
}

/** The cookie value of a fresh session of the customer. */
export async function newSession(
  shop: Shop,
  customer: { id: number },
  kind: "cookie" | "token" = "cookie",
): Promise<string> {
  const { credentialsVersion } = await getCustomer(shop.db, customer.id);
  const signIn = { customerId: customer.id, credentialsVersion, kind };
  const session = await startSession(shop, { sessionTokens: [] }, signIn, { userAgent: "test", ip: "unknown" });
  return session?.token ?? "";
}

/** A browser with this session cookie and a CSRF token issued to it. */
export function browserWith(session: string): Client {
  const csrf = issueCsrfToken(session);
  return clientWith({ cookie: `${SESSION_COOKIE}=${session}; ${CSRF_COOKIE}=${csrf}`, "x-csrftoken": csrf });
}

/** A client that holds one of the customer's API tokens. */
export async function withToken(shop: Shop, customer: CustomerRow): Promise<Client> {
  const { token } = await issueToken(shop, customer.id, { name: "test", expiresAt: null });
  return clientWith({ authorization: `Token ${token}` });
}

/** A client with a token of a sign-in of the customer's. */
export async function withSignInToken(shop: Shop, customer: { id: number }): Promise<Client> {
  return clientWith({ authorization: `Token ${await newSession(shop, customer, "token")}` });
}

/** A back office whose key has these scopes. */
export async function withAdminKey(shop: Shop, scopes: readonly AdminScope[] = ADMIN_SCOPES): Promise<Client> {
  const { key } = await createAdminKey(shop, COMMAND_LINE, { name: "test", scopes, days: null });
  return clientWith({ authorization: `Bearer ${key}` });
}

/** Somebody who is not signed in. */
export function guest(): Client {
  const csrf = issueCsrfToken(undefined);
  return clientWith({ cookie: `${CSRF_COOKIE}=${csrf}`, "x-csrftoken": csrf });
}

/** A client that sends exactly these headers, and takes only what handlers declare. */
export function clientWith(headers: Record<string, string>): Client {
  const send =
    (method: Method) =>
    async (endpoint: Endpoint, call: Call = {}): Promise<Answer> => {
      const handler = endpoint[method];
      if (!handler) throw new Error(`The endpoint has no ${method}.`);
      const response = await handler(requestOf(method, headers, call), { params: Promise.resolve(call.params ?? {}) });
      const isJson = response.headers.get("content-type")?.includes("json");
      const isText = isJson || !response.headers.has("content-type");
      const body = isText ? await response.text() : new Uint8Array(await response.arrayBuffer());
      const { status, headers: received } = response;
      const answer = {
        status,
        headers: received,
        body: isJson && body !== "" ? JSON.parse(body as string) : body,
      };
      assertDeclared(handler, method, answer);
      return answer;
    };
  return {
    headers,
    get: send("GET"),
    head: send("HEAD"),
    post: send("POST"),
    put: send("PUT"),
    patch: send("PATCH"),
    delete: send("DELETE"),
    options: send("OPTIONS"),
  };
}

function requestOf(method: Method, always: Record<string, string>, { body, headers, query = "" }: Call): Request {
  const url = `http://localhost:3000/api/?${query}`;
  const all = new Headers({ ...always, ...headers });
  if (body === undefined) return new Request(url, { method, headers: all });
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  if (!isForm && !all.has("content-type")) all.set("content-type", "application/json");
  const payload = isForm || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  return new Request(url, { method, headers: all, body: payload as BodyInit });
}

/** What most tests compare of an answer. */
export function statusAndBody({ status, body }: Answer): Pick<Answer, "status" | "body"> {
  return { status, body };
}

/** The cookie that an answer sets: its value and its attributes in lower case. */
export function cookieOf(answer: Answer): { name: string; value: string; attributes: string[] } {
  const [line = "", ...others] = answer.headers.getSetCookie();
  if (others.length > 0) throw new Error("More than one cookie was set.");
  const [pair = "", ...attributes] = line.split("; ");
  const equals = pair.indexOf("=");
  return {
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
    attributes: attributes.map((attribute) => attribute.toLowerCase()),
  };
}
