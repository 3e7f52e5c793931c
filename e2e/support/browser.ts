export { BROWSER_ARGS, BROWSER_PATH, HOW_TO_GET_A_BROWSER } from '@pilotlight/local-platform';
