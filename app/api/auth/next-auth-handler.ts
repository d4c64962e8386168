import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { refuseWith } from "@/app/api/_route/routes";
import { browserSignIn } from "@/app/api/auth/browser-sign-in";
import { guestOf } from "@/lib/auth/session-service";
import { getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { readUrlEncodedForm } from "@/lib/platform/http/body";
import { contextOf } from "@/lib/platform/http/context";
import { parseCookies } from "@/lib/platform/http/cookies";

type NextAuthContext = { params: Promise<{ nextauth: string[] }> };

/** What our pages use of next-auth. Its other doors (`_log`, pages of its own) are not ours to keep safe. */
const ACTIONS = { GET: ["csrf", "session", "providers"], POST: ["callback/credentials", "signout"] };

/** A handler of next-auth's own protocol on our session. */
export function nextAuthHandler(method: keyof typeof ACTIONS) {
  return async (request: Request, { params }: NextAuthContext): Promise<Response> => {
    try {
      const { nextauth } = await params;
      if (!ACTIONS[method].includes(nextauth.join("/"))) throw new AppError("not_found");
      const body = method === "POST" ? await readUrlEncodedForm(request) : undefined;
      const deps = await getDeps();
      const address = new URL(request.url);
      address.search = "";
      const actor = guestOf(parseCookies(request.headers.get("cookie")));
      const context = contextOf(request, { env: deps.env, language: deps.env.DEFAULT_LANGUAGE, source: "next-auth" });
      return await NextAuth(
        // next-auth 4 was typed for an older Next.
        new NextRequest(address, { method, headers: request.headers, body }) as never,
        { params: Promise.resolve({ nextauth }) } as never,
        browserSignIn(deps, actor, context),
      );
    } catch (error) {
      return refuseWith(() => error)(request);
    }
  };
}
