import { toPendingResponse } from "@/app/api/_responses/pending";
import { endpoint, route } from "@/app/api/_route/routes";
import { tokenCodeBody } from "@/lib/auth/schema";
import { requestTokenCode } from "@/lib/auth/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenCodeBody }, async ({ deps, body, context }) => {
    const request = { phone: body.mobile_number, resend: body.resend ?? false };
    return toPendingResponse(await requestTokenCode(deps, request, context), {}, { status: 200 });
  }),
});
