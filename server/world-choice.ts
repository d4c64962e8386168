import type { IncomingMessage, ServerResponse } from "node:http";
import { NodeRequest } from "srvx/node";
import { refuseWith } from "@/app/api/_route/routes";
import { withDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { parseCookies } from "@/lib/platform/http/cookies";
import type { Worlds } from "@/lib/worlds/service";
import { sendAnswer } from "@/server/api";
import { pathnameOf } from "@/server/api-routes";
import type { Listener } from "@/server/http-server";

/* Which world a request is for: pages and API alike, as the header `X-World` or else the cookie `world` says. */

/** Worlds are managed from outside of them. */
const MANAGEMENT = /^\/api\/dev\/worlds(?:\/|$)/;

/** Serves each request with the dependencies of its world; without one, with the process's own. */
export function chooseWorld(worlds: Worlds, serve: Listener): Listener {
  return (request, response) => {
    const name = worldNameOf(request);
    if (name === null || MANAGEMENT.test(pathnameOf(request))) return serve(request, response);
    const world = worlds.find(name);
    if (!world) return refuse(request, response, name);
    response.setHeader("X-World", world.id);
    withDeps(world.deps, () => serve(request, response));
  };
}

function worldNameOf({ headers }: IncomingMessage): string | null {
  const named = headers["x-world"] ?? parseCookies(headers.cookie ?? null).find(({ name }) => name === "world")?.value;
  return named === undefined || named === "" ? null : String(named);
}

/** Never another shop's answer: a test that has lost its world would go on in somebody else's. */
function refuse(request: IncomingMessage, response: ServerResponse, name: string): void {
  const world = name.replaceAll(/[^\w-]/g, "?").slice(0, 40);
  const { answer } = refuseWith(() => new AppError("world_unknown", { values: { world } }));
  answer(new NodeRequest({ req: request, res: response })).then(
    (refusal) => sendAnswer(response, refusal),
    () => response.destroy(),
  );
}
