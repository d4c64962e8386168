/* The bundle for bundlers, which the package's types leave out. */
declare module "swagger-ui-dist/swagger-ui-es-bundle" {
  import { SwaggerUIBundle } from "swagger-ui-dist";
  export default SwaggerUIBundle;
}
