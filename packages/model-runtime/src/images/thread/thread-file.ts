/** The thread that decodes images, by the name that it has in a deployment. */
export const THREAD_FILE = 'decode-images.js';
