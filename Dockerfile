# The store in an image of Node and the bundle (scripts/bundle.mjs), run by a user without rights from files it cannot write.

FROM node:24.22-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY scripts/prepare.mjs scripts/precompress.mjs scripts/
RUN node --eval "import('./scripts/prepare.mjs').then(({ install }) => install())"
COPY . .
RUN npm run bundle

FROM node:24.22-slim
RUN install --directory --owner=node --group=node /data
WORKDIR /app
COPY --from=build /src/dist/bundle ./
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    STORAGE_DIR=/data/storage
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
