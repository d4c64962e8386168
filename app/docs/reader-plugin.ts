import type * as ReactModule from "react";

type System = { React: typeof ReactModule };
type Wrapped = ReactModule.ComponentType<{ showLabels: boolean }>;
type LayoutProps = {
  getComponent: (name: string, isContainer?: boolean) => ReactModule.ElementType;
  specSelectors: { loadingStatus: () => string | undefined };
};

/* Our layout for Swagger UI, with what its markup lacks for WCAG 2.2 AA. Elements come from the React that it bundles. */
export const readerPlugin = ({ React: { createElement } }: System) => ({
  components: {
    reader: ({ getComponent, specSelectors }: LayoutProps) => {
      const part = (name: string) => createElement(getComponent(name, true));
      if (specSelectors.loadingStatus() !== "success") {
        return createElement("div", { className: "swagger-ui", role: "status" }, "Loading…", part("errors"));
      }
      return createElement(
        "div",
        { className: "swagger-ui reader" },
        part("SvgAssets"),
        createElement("section", { className: "reader-guide", "aria-label": "Guide" }, part("InfoContainer")),
        createElement(
          "section",
          { className: "reader-operations", "aria-label": "Operations" },
          part("errors"),
          createElement("div", { className: "reader-tools" }, part("FilterContainer"), part("AuthorizeBtnContainer")),
          part("operations"),
          part("Models"),
        ),
      );
    },
    // biome-ignore lint/correctness/noComponentHookFactories: Swagger UI hands its React to plug-ins
    TextArea: (props: object) => createElement("textarea", { "aria-label": "Request body", ...props }),
    // Links inside of buttons do what the button does, and screen readers cannot reach them.
    // biome-ignore lint/correctness/noComponentHookFactories: as above
    DeepLink: ({ text }: { text: ReactModule.ReactNode }) => createElement("span", null, text),
  },
  wrapComponents: {
    // biome-ignore lint/correctness/noComponentHookFactories: as above
    ExamplesSelect: (Original: Wrapped) => (props: object) =>
      createElement("label", null, createElement(Original, { ...props, showLabels: true })),
  },
});
