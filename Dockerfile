# The service, and with another command its worker: `node --enable-source-maps dist/src/worker.js`.
FROM node:24.18.0-bookworm-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM base AS build
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY scripts ./scripts
RUN npm run build

FROM base AS dependencies
# The only optional dependency is a DynamoDB server for tests.
RUN npm ci --omit=dev --omit=optional

FROM base
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    SQLITE_PATH=/data/bulkhead.db \
    OBJECTS_PATH=/data/objects
# All that is ever written, by the user `node` of the image: the rest may be read-only.
RUN mkdir /data && chown 1000:1000 /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm: npm would not pass the signal to stop on.
CMD ["node", "--enable-source-maps", "dist/src/server.js"]
