export const DOCKERFILE = 'Dockerfile';

/**
 * Makes a container of the folder, for hosts other than Cloud Functions, with the steps of Google's buildpack in the
 * same order. As there, environment variables name the function to serve and set the deployment's parameters.
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
