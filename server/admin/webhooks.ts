import type { Command } from "@commander-js/extra-typings";
import { z } from "zod";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import type { Deps } from "@/lib/deps";
import { AppError, OperatorError } from "@/lib/platform/errors";
import {
  addEndpoint,
  disableEndpoint,
  enableEndpoint,
  listEndpoints,
  removeEndpoint,
  replayEvents,
  rotateSecret,
  testEndpoint,
  type WithSecret,
} from "@/lib/webhooks/endpoint-service";
import type { EndpointState } from "@/lib/webhooks/endpoint-store";
import { EVENT_TYPES } from "@/lib/webhooks/event-schema";
import { addEndpointBody, replayBody } from "@/lib/webhooks/schema";
import { action, argument, option, rowId, someOf } from "@/server/admin/command";

const url = z
  .string()
  .refine((text) => addEndpointBody.shape.url.safeParse(text).success, "must be an http or https address");
const from = z
  .string()
  .refine(
    (text) => replayBody.safeParse({ from: text }).success,
    "must be the id of an event, or a time as 2026-01-31T12:00:00Z",
  );

const id = argument("<id>", rowId, "the endpoint's number, as listed");

/** Adds `webhooks` and its verbs. */
export function addWebhooks(program: Command): void {
  const noun = program.command("webhooks").description("other systems that hear of changes");

  noun
    .command("add")
    .description("send events to an address from now on, and print its secret, this once")
    .addArgument(argument("<url>", url, "where they are posted"))
    .addOption(option("--types <types>", someOf(EVENT_TYPES), "which events, separated by commas (default: all)"))
    .action(
      action(async (deps, address, { types: chosen = [] }) => {
        const added = await addEndpoint(deps, COMMAND_LINE, { url: address, types: chosen });
        return `Added endpoint ${added.endpoint.id}.\n${secretLines(added)}`;
      }),
    );

  noun
    .command("list")
    .description("show every endpoint, and how it is")
    .action(
      action(async (deps) => {
        const endpoints = await listEndpoints(deps);
        return endpoints.length === 0 ? "There are no endpoints." : endpoints.map(endpointLine).join("\n");
      }),
    );

  for (const [verb, purpose, work] of [
    ["remove", "send nothing more, and forget what it has not taken", removed],
    ["enable", "send again, from what it has not taken", enabled],
    ["disable", "send nothing for now", disabled],
    ["rotate", "print another secret, this once; for a day the former one signs too", rotated],
    ["test", "send a message that means nothing", tested],
  ] as const) {
    noun
      .command(verb)
      .description(purpose)
      .addArgument(id)
      .action(action((deps, endpoint) => known(endpoint, () => work(deps, endpoint))));
  }

  noun
    .command("replay")
    .description("send events anew, of the last 30 days")
    .addArgument(id)
    .addArgument(argument("<from>", from, "the id of an event, or a time: everything from then on"))
    .action(
      action((deps, endpoint, start) =>
        known(endpoint, async () => {
          const customers = await replayEvents(deps, COMMAND_LINE, endpoint, { from: start });
          return `Events of ${customers} ${customers === 1 ? "customer" : "customers"} are sent anew.`;
        }),
      ),
    );
}

async function removed(deps: Deps, endpoint: number): Promise<string> {
  await removeEndpoint(deps, COMMAND_LINE, endpoint);
  return `Removed endpoint ${endpoint}.`;
}

async function enabled(deps: Deps, endpoint: number): Promise<string> {
  await enableEndpoint(deps, COMMAND_LINE, endpoint);
  return `Enabled endpoint ${endpoint}. What happened while it was disabled is sent by a replay.`;
}

async function disabled(deps: Deps, endpoint: number): Promise<string> {
  await disableEndpoint(deps, COMMAND_LINE, endpoint);
  return `Disabled endpoint ${endpoint}.`;
}

async function rotated(deps: Deps, endpoint: number): Promise<string> {
  return secretLines(await rotateSecret(deps, COMMAND_LINE, endpoint));
}

async function tested(deps: Deps, endpoint: number): Promise<string> {
  const error = await testEndpoint(deps, endpoint);
  if (error !== null) throw new OperatorError(`Endpoint ${endpoint} did not take the test: ${error}.`);
  return `Endpoint ${endpoint} took the test.`;
}

async function known(endpoint: number, work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    throw new OperatorError(`There is no endpoint ${endpoint}: npm run admin -- webhooks list shows them.`);
  }
}

function secretLines({ secret }: WithSecret): string {
  return `${secret}\nIts receiver verifies messages by this secret. It is not shown again.`;
}

function endpointLine({
  id: number,
  url: address,
  types: own,
  disabledReason,
  failingSince,
  waiting,
  dead,
}: EndpointState) {
  const state = disabledReason ? `disabled (${disabledReason})` : failingSince ? "failing" : "enabled";
  return `  ${number}  ${address}: ${state}, ${own.join(", ") || "all events"}; ${waiting} waiting, ${dead} given up`;
}
