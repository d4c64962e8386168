import * as login from "@/app/api/users/login/route";
import { clientWith } from "@/lib/testing/client";

/** What a sign-in by password is answered. */
export async function signInStatus(email: string | null, password: string): Promise<number> {
  return (await clientWith({}).post(login, { body: { email, password } })).status;
}
