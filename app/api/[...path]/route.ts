import { refuseWith } from "@/app/api/_route/routes";
import { AppError } from "@/lib/platform/errors";

/* Every API path that is not documented: 404 in JSON, whatever the method. */
const unknownPath = refuseWith(() => new AppError("not_found"));

export {
  unknownPath as DELETE,
  unknownPath as GET,
  unknownPath as HEAD,
  unknownPath as OPTIONS,
  unknownPath as PATCH,
  unknownPath as POST,
  unknownPath as PUT,
};
