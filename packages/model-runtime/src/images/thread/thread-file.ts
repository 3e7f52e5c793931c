/** The thread that decodes images, by its name in a deployment. */
export const THREAD_FILE = 'decode-images.js';
