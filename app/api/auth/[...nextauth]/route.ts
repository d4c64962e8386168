import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { browserSignIn } from "@/app/api/auth/browser-sign-in";
import { sessionTokensOf } from "@/lib/auth/session-service";
import { getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { readUrlEncodedForm } from "@/lib/platform/http/body";
import { clientIp } from "@/lib/platform/http/client-ip";
import { parseCookies } from "@/lib/platform/http/cookies";
import { route } from "@/lib/platform/http/route";

type NextAuthContext = { params: Promise<{ nextauth: string[] }> };

/** What our pages use of next-auth's dialogue. Its other doors (`_log`, pages of its own) are not ours to keep safe. */
const ACTIONS = { GET: ["csrf", "session", "providers"], POST: ["callback/credentials", "signout"] };

/* The browser's sign-in and sign-out: next-auth's dialogue, our session (see app/api/auth/browser-sign-in.ts). */
const dialogue = (method: keyof typeof ACTIONS) => async (request: Request, context: NextAuthContext) => {
  try {
    const { nextauth } = await context.params;
    if (!ACTIONS[method].includes(nextauth.join("/"))) throw new AppError("not_found");
    const body = method === "POST" ? await readUrlEncodedForm(request) : undefined;
    const deps = await getDeps();
    const address = new URL(request.url);
    address.search = "";
    const device = {
      userAgent: request.headers.get("user-agent"),
      ip: clientIp(request.headers, deps.env.TRUSTED_PROXIES),
    };
    return await NextAuth(
      // next-auth 4 was typed for an older Next.
      new NextRequest(address, { method, headers: request.headers, body }) as never,
      { params: Promise.resolve({ nextauth }) } as never,
      browserSignIn(deps, { device, replaced: sessionTokensOf(parseCookies(request.headers.get("cookie"))) }),
    );
  } catch (error) {
    return refuse(error)(request);
  }
};

const refuse = (error: unknown) =>
  route({ auth: "public", csrf: "exempt" }, () => {
    throw error;
  });

export const GET = dialogue("GET");
export const POST = dialogue("POST");
