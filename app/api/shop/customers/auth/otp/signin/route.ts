import { endpoint, route } from "@/lib/http/route";
import { stepReply } from "@/lib/http/step-reply";
import { tokenCodeBody } from "@/lib/identity/schema";
import { askForTokenCode } from "@/lib/identity/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenCodeBody }, async ({ deps, device, language, body }) => {
    const wish = { phone: body.mobile_number, resend: body.resend ?? false };
    return stepReply(await askForTokenCode(deps, { device, language }, wish), {}, { status: 200 });
  }),
});
