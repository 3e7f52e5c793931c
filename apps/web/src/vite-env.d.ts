interface ImportMetaEnv {
  /** Where `predict` is deployed, as `PREDICT_REGION` says to the functions. */
  readonly VITE_PREDICT_REGION: string;
  /** What `predict` is deployed as. */
  readonly VITE_PREDICT_FUNCTION: string;
  /** `false` for a page without a playground. */
  readonly VITE_PLAYGROUND: string;
  /** The reCAPTCHA Enterprise site key of a deployment that requires App Check. */
  readonly VITE_APP_CHECK_SITE_KEY?: string;
  /** `true` where the function takes a token of App Check once (`PREDICT_CONSUME_APP_CHECK_TOKEN`). */
  readonly VITE_APP_CHECK_LIMITED_USE?: string;
}
