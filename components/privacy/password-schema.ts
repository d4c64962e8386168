import { z } from "zod";
import { deletionBody } from "@/lib/privacy/schema";

/** The form that proves by the password who asks. */
export const passwordForm = deletionBody.pick({ password: true }).extend({ password: z.string().min(1, "blank") });
