import { tokenSignUpBody } from "@/lib/auth/schema";
import { endpoint, route } from "@/lib/platform/http/route";
import { signUpForToken } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenSignUpBody }, async ({ deps, body, device, language }) => ({
    status: 201,
    body: { token: await signUpForToken(deps, body, { device, language }) },
  })),
});
