export const DOCKERFILE = 'Dockerfile';

/**
 * The folder as a container, for hosts that are not Cloud Functions: what Google's buildpack does, in its order.
 * Which function it serves, and the deployment's parameters, come from the environment, as they do there.
 */
export const DOCKERFILE_TEXT = `# docker build -t predict . && docker run -p 8080:8080 -e FUNCTION_TARGET=predict -e GCLOUD_PROJECT=any predict
FROM node:24-slim
WORKDIR /function
ENV NODE_ENV=production PORT=8080
COPY . .
RUN npm ci --no-fund --no-audit
USER node
EXPOSE 8080
CMD ["node_modules/.bin/functions-framework"]
`;
