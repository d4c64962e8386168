import { endpoint, route } from "@/lib/http/route";
import { signInReply } from "@/lib/http/sign-in-reply";
import { visitorOf } from "@/lib/http/visitor";
import { codeSignInBody } from "@/lib/identity/schema";
import { signInWithCode } from "@/lib/identity/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", body: codeSignInBody }, async (context) => {
    const { deps, body } = context;
    const { visitor, cookie } = await visitorOf(context, { answering: body.code !== undefined });
    return signInReply(deps, await signInWithCode(deps, visitor, { phone: body.phone, answer: body }), cookie);
  }),
});
