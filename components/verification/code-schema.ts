import { z } from "zod";
import { smsCode } from "@/lib/verification/schema";

/** The form in which the code is entered. */
export const codeForm = z.object({ code: smsCode });
