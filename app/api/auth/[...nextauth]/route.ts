import NextAuth from "next-auth";
import { getDeps } from "@/lib/deps";
import { browserSignIn } from "@/lib/http/browser-sign-in";
import { clientIp } from "@/lib/http/client-ip";
import { parseCookies } from "@/lib/http/cookies";
import { sessionTokensOf } from "@/lib/session";

type NextAuthContext = { params: Promise<{ nextauth: string[] }> };

/* The browser's sign-in and sign-out: next-auth's dialogue, our session (see lib/http/browser-sign-in.ts). */
async function handle(request: Request, context: NextAuthContext): Promise<Response> {
  const deps = await getDeps();
  return NextAuth(
    // next-auth's types ask for Next's own request class and work with any Request.
    request as never,
    context as never,
    browserSignIn(deps, {
      device: { userAgent: request.headers.get("user-agent"), ip: clientIp(request.headers, deps.env.TRUSTED_PROXIES) },
      replaced: sessionTokensOf(parseCookies(request.headers.get("cookie"))),
    }),
  );
}

export { handle as GET, handle as POST };
