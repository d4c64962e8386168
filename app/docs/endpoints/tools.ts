import { z } from "zod";
import { devMessages } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { AT, CODE } from "@/app/docs/examples";

export const toolsGroup: EndpointGroup = {
  id: "tools",
  title: "For developers",
  text: "What helps to build and test a client.",
  endpoints: [
    {
      path: "/api/openapi.json",
      load: () => import("@/app/api/openapi.json/route"),
      operations: {
        GET: {
          summary: "Get this reference as OpenAPI 3.1",
          answers: { 200: { text: "The document.", schema: z.looseObject({ openapi: z.literal("3.1.1") }) } },
        },
      },
    },
    {
      path: "/api/dev/outbox",
      load: () => import("@/app/api/dev/outbox/route"),
      demoOnly: true,
      operations: {
        GET: {
          summary: "Read what was “sent”",
          notes: ["In the demo and in tests only: the newest messages first, with their codes."],
          query: [{ name: "to", text: "A phone number or an email address.", schema: z.string() }],
          answers: {
            200: {
              text: "The messages.",
              schema: devMessages,
              example: [{ to: "+905551234555", body: `Sahil: your code is ${CODE}.`, code: CODE, sent_at: AT }],
            },
          },
        },
      },
    },
  ],
};
