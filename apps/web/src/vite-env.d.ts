interface ImportMetaEnv {
  /** The reCAPTCHA Enterprise site key of a deployment that requires App Check. */
  readonly VITE_APP_CHECK_SITE_KEY?: string;
}
