import { endpoint, route } from "@/app/api/_route/routes";
import { tokenSignUpBody } from "@/lib/auth/schema";
import { signUpForToken } from "@/lib/registration/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "exempt", body: tokenSignUpBody }, async ({ deps, body, context }) => ({
    status: 201,
    body: { token: await signUpForToken(deps, body, context) },
  })),
});
