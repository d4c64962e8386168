import type { ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Env } from "@/lib/platform/env";
import { findApiAddress } from "@/lib/platform/http/api-paths.mjs";
import { classOf, createAdmission } from "@/server/admission";
import type { ApiServer } from "@/server/api";
import { pathnameOf, routeAt } from "@/server/api-routes";
import type { Listener } from "@/server/http-server";
import { refuseApi, refuseFile, refusePage } from "@/server/refusals";

/* Sends each request where it is answered, if this process does that and has room for it. */

export type Dispatcher = { listener: Listener; stop(): void };

type Serving = {
  env: Env;
  log: Logger;
  answersApi: ApiServer;
  /** Whatever is not the API's; null in a process that serves no pages. */
  servePage: Listener | null;
  /** Told of what nobody foresaw. */
  onError: (error: unknown, response: ServerResponse) => void;
};

export function createDispatcher({ env, log, answersApi, servePage, onError }: Serving): Dispatcher {
  const servesApi = env.SERVER_ROLES.includes("api");
  const admission = createAdmission(
    {
      inFlight: { api: env.API_IN_FLIGHT_MAX, pages: env.PAGES_IN_FLIGHT_MAX, files: env.FILES_IN_FLIGHT_MAX },
      waitMs: env.REQUEST_WAIT_MS,
      eventLoopDelayMs: env.EVENT_LOOP_DELAY_MAX_MS,
    },
    log,
  );
  const refuse = {
    api: (...[request, response]: Parameters<Listener>) =>
      void refuseApi(request, response).catch((error: unknown) => onError(error, response)),
    pages: (...[request, response]: Parameters<Listener>) => refusePage(request, response, env.DEFAULT_LANGUAGE),
    files: refuseFile,
  };

  const listener: Listener = (request, response) => {
    const pathname = pathnameOf(request);
    const address = findApiAddress(pathname, request.headers.accept ?? null);
    const wanted = classOf(pathname, address);
    // Of the API itself; what of it needs Next goes the way of pages.
    const route = routeAt(address);
    if (wanted === "health") return void answersApi(request, response, route);
    if (route ? !servesApi : !servePage) return refuseRole(response);
    admission.admit(wanted, request, response, {
      serve: () => {
        if (!answersApi(request, response, route)) servePage?.(request, response);
      },
      refuse: () => refuse[wanted](request, response),
    });
  };
  return { listener, stop: admission.stop };
}

/** 421 (RFC 9110 §15.5.20). */
function refuseRole(response: ServerResponse): void {
  response.writeHead(421, { "Content-Type": "text/plain" });
  response.end("This process does not serve that; SERVER_ROLES names what it does.\n");
}
