import { toStepResponse } from "@/app/api/_responses/step";
import { tokenCodeBody } from "@/lib/auth/schema";
import { askForTokenCode } from "@/lib/auth/service";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenCodeBody }, async ({ deps, device, language, body }) => {
    const wish = { phone: body.mobile_number, resend: body.resend ?? false };
    return toStepResponse(await askForTokenCode(deps, { device, language }, wish), {}, { status: 200 });
  }),
});
