"use client";

import { useEffect, useRef } from "react";
import type { SwaggerRequest } from "swagger-ui-dist";
import { callApi } from "@/components/api/client";
import "swagger-ui-dist/swagger-ui.css";
import "./api-reader.css";
import { readerPlugin } from "./reader-plugin";

/** Swagger UI for our API; calls use the session of whoever is signed in. */
export function ApiReader({ url }: { url: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let left = false;
    void import("swagger-ui-dist/swagger-ui-es-bundle").then(({ default: SwaggerUi }) => {
      if (left) return;
      SwaggerUi({
        domNode: place.current,
        url,
        deepLinking: true,
        filter: true,
        // Its colours have too little contrast.
        syntaxHighlight: { activated: false },
        validatorUrl: null,
        defaultModelsExpandDepth: 0,
        requestInterceptor: addCsrfToken,
        layout: "reader",
        plugins: [readerPlugin],
      });
    });
    return () => {
      left = true;
    };
  }, [url]);
  useEffect(followTheme, []);
  return (
    <div ref={place} className="api-reader">
      <noscript>The reference needs JavaScript. The same is at /api/openapi.json.</noscript>
    </div>
  );
}

/** Changes authenticated by the session cookie need a CSRF token. */
async function addCsrfToken(request: SwaggerRequest): Promise<SwaggerRequest> {
  const { method = "GET", headers = {} } = request;
  if (method === "GET" || headers.Authorization || headers["X-CSRFToken"]) return request;
  const { csrf_token: token } = await callApi<{ csrf_token: string }>("/api/csrf_token/");
  return { ...request, headers: { ...headers, "X-CSRFToken": token } };
}

/** Swagger UI is dark by a class on the root element. */
function followTheme(): () => void {
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const update = () => {
    const { theme } = root.dataset;
    root.classList.toggle("dark-mode", theme === "dark" || (theme === "system" && device.matches));
  };
  const observer = new MutationObserver(update);
  observer.observe(root, { attributeFilter: ["data-theme"] });
  device.addEventListener("change", update);
  update();
  return () => {
    observer.disconnect();
    device.removeEventListener("change", update);
    root.classList.remove("dark-mode");
  };
}
