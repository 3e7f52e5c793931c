interface ImportMetaEnv {
  /** The region of `predict`, the same as the functions' `PREDICT_REGION`. */
  readonly VITE_PREDICT_REGION: string;
  /** The deployed name of `predict`. */
  readonly VITE_PREDICT_FUNCTION: string;
  /** `false` for a page without a playground. */
  readonly VITE_PLAYGROUND: string;
  /** The reCAPTCHA Enterprise site key of a deployment that requires App Check. */
  readonly VITE_APP_CHECK_SITE_KEY?: string;
  /** `true` if the function accepts an App Check token only once (`PREDICT_CONSUME_APP_CHECK_TOKEN`). */
  readonly VITE_APP_CHECK_LIMITED_USE?: string;
}
