import { toSignInResponse } from "@/app/api/_responses/sign-in";
import { visitorOf } from "@/app/api/_route/visitor";
import { codeSignInBody } from "@/lib/auth/schema";
import { signInWithCode } from "@/lib/auth/service";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: codeSignInBody }, async (context) => {
    const { deps, body } = context;
    const { visitor, cookie } = await visitorOf(context, { answering: body.code !== undefined });
    return toSignInResponse(deps, await signInWithCode(deps, visitor, { phone: body.phone, answer: body }), cookie);
  }),
});
