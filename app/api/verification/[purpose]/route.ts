import { toDeletionResponse } from "@/app/api/_responses/deletion";
import { toJoinResponse, toUpdateResponse } from "@/app/api/_responses/loyalty";
import { toRegistrationResponse } from "@/app/api/_responses/registration";
import { toSignInResponse } from "@/app/api/_responses/sign-in";
import { toStepResponse } from "@/app/api/_responses/step";
import { dialogueHolder, visitorOf } from "@/app/api/_route/visitor";
import { continueSignIn } from "@/lib/auth/service";
import { continueJoin, continueUpdate } from "@/lib/loyalty/membership-service";
import { AppError } from "@/lib/platform/errors";
import { acceptedVersions, customerEtag } from "@/lib/platform/http/etag";
import { ok } from "@/lib/platform/http/response";
import { endpoint, type Handler, ownerOf, route } from "@/lib/platform/http/route";
import { described } from "@/lib/platform/http/route-meta";
import { askForDeletion } from "@/lib/privacy/service";
import { continueProfileChange } from "@/lib/profile/service";
import { toPendingProfileResponse, toProfileResponse } from "@/lib/profile/view";
import { continueRegistration } from "@/lib/registration/service";
import { answerBody, purposeOf } from "@/lib/verification/schema";
import { getOpenVerification } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";

/*
 * The dialogue that is open in this session: where it stands, and the way to go on with it by the code alone, for a page
 * that was reloaded and has nothing else. Each purpose answers what its own endpoint would.
 */

const continueAsGuest = route({ auth: "public", body: answerBody }, async (context) => {
  const { deps, params, body } = context;
  const purpose = purposeOf(params.purpose);
  const isRegistration = purpose === "registration" || purpose === "registration_with_loyalty";
  if (!isRegistration && purpose !== "sign_in") throw new AppError("not_found");
  const { visitor } = await visitorOf(context, { answering: true });
  if (!isRegistration) return toSignInResponse(deps, await continueSignIn(deps, visitor, body), undefined);
  const result = await continueRegistration(deps, visitor, purpose, body);
  return toRegistrationResponse(context, purpose, result, undefined);
});

const continueAsCustomer = route({ auth: "customer", body: answerBody }, async (context) => {
  const { deps, body, params, language, customer, request, device } = context;
  const wish = { answer: body, ip: device.ip };
  if (params.purpose === "loyalty_join") return toJoinResponse(await continueJoin(deps, context, wish), {});
  if (params.purpose === "loyalty_update") return toUpdateResponse(await continueUpdate(deps, context, wish), {});
  if (params.purpose === "account_deletion") {
    const deletion = { password: undefined, answer: body, language };
    return toDeletionResponse(deps, await askForDeletion(deps, ownerOf(context), deletion));
  }
  const ifVersions = acceptedVersions(request.headers.get("if-match"), customer.id);
  const result = await continueProfileChange(deps, context, body, { ip: device.ip, ifVersions });
  const { APP_URL: appUrl } = deps.env;
  if (result.step !== "done") return toStepResponse(result, toPendingProfileResponse(result.customer, appUrl));
  return ok(toProfileResponse(result.customer, { language, appUrl }), {
    etag: customerEtag(result.customer, language),
  });
});

/** What only somebody who is signed in can have asked for. */
const OF_CUSTOMERS = new Set(["phone_change", "loyalty_join", "loyalty_update", "account_deletion"]);

const goOn: Handler = async (request, context) => {
  const { purpose } = (await context?.params) ?? {};
  return (OF_CUSTOMERS.has(String(purpose)) ? continueAsCustomer : continueAsGuest)(request, context);
};
// Both take the same, and whether somebody must be signed in depends on the path.
described(goOn, { auth: "public", body: answerBody });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async (context) => {
    const { deps, params } = context;
    const purpose = purposeOf(params.purpose);
    if (!purpose) throw new AppError("not_found");
    const holder = await dialogueHolder(context);
    return ok(toVerificationResponse(await getOpenVerification(deps, holder, purpose)));
  }),

  POST: goOn,
});
