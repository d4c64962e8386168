import { AsyncLocalStorage } from "node:async_hooks";
import type { Context, TextMapGetter, TextMapSetter } from "@opentelemetry/api";
import type { Env } from "@/lib/platform/env";
import { withoutSecrets } from "@/lib/platform/http/security-log";
import { setTracing } from "@/lib/platform/tracing";
import packageJson from "@/package.json" with { type: "json" };

/*
 * Traces by OpenTelemetry, where OTEL_EXPORTER_OTLP_ENDPOINT says. They are not made known to the process at large: what
 * Next would tell of itself has whole addresses and messages in it.
 */

type Headers = Record<string, string | string[] | undefined>;

const getter: TextMapGetter<Headers> = { keys: (headers) => Object.keys(headers), get: (headers, key) => headers[key] };
const setter: TextMapSetter<Record<string, string>> = {
  set: (headers, key, value) => {
    headers[key] = value;
  },
};

/** @returns sends what is left, and ends it */
export async function startTracing(
  env: Pick<Env, "OTEL_EXPORTER_OTLP_ENDPOINT" | "OTEL_SERVICE_NAME">,
): Promise<() => Promise<void>> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: name } = env;
  if (endpoint === undefined) return async () => {};
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = await import("@opentelemetry/api");
  const { W3CTraceContextPropagator } = await import("@opentelemetry/core");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const { TracerProvider, BatchSpanProcessor } = await import("@opentelemetry/sdk-trace");

  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": name, "service.version": packageJson.version }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("storefront");
  const propagator = new W3CTraceContextPropagator();
  const storage = new AsyncLocalStorage<Context>();
  const active = () => storage.getStore() ?? ROOT_CONTEXT;

  setTracing({
    serve({ method = "", url = "", headers }, work) {
      const [path = ""] = url.split("?");
      const parent = propagator.extract(ROOT_CONTEXT, headers, getter);
      const attributes = { "http.request.method": method, "url.path": withoutSecrets(path) };
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
      const { traceId } = span.spanContext();
      const end = ({ route, status }: { route: string; status: number }) => {
        span.updateName(`${method} ${route}`);
        span.setAttributes({ "http.route": route, "http.response.status_code": status });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      };
      storage.run(trace.setSpan(parent, span), () => work({ traceId, end }));
    },
    async inSpan(spanName, attributes, work) {
      const parent = active();
      const span = tracer.startSpan(spanName, { kind: SpanKind.CLIENT, attributes }, parent);
      try {
        return await storage.run(trace.setSpan(parent, span), work);
      } catch (error) {
        // Its message may quote what was sent.
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "unknown" });
        throw error;
      } finally {
        span.end();
      }
    },
    headers() {
      const headers: Record<string, string> = {};
      propagator.inject(active(), headers, setter);
      return headers;
    },
  });

  return async () => {
    setTracing(undefined);
    // What cannot be sent any more must not keep the process.
    await provider.shutdown().catch(() => {});
  };
}
