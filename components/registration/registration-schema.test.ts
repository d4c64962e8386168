import { expect, test } from "vitest";
import { registrationBody } from "@/lib/registration/schema";
import { registrationSchema } from "./registration-schema";

test.each([
  [false, false],
  [true, true],
  [null, true],
])("with the terms at %j the form can be sent: %j (null is a shop without terms)", (confirm, isAccepted) => {
  const [example] = (registrationBody.meta()?.examples ?? []) as object[];
  const body = { ...example, confirm };
  expect(registrationSchema({ confirm }).safeParse(body).success).toBe(isAccepted);
});
