import type { FirebaseApp } from 'firebase/app';

/** Starts App Check for a deployment that requires it. Its code loads only if the build has a site key. */
export async function startAppCheck(app: FirebaseApp): Promise<void> {
  const siteKey = import.meta.env.VITE_APP_CHECK_SITE_KEY;
  if (!siteKey) return;
  const { initializeAppCheck, ReCaptchaEnterpriseProvider } = await import('firebase/app-check');
  initializeAppCheck(app, {
    provider: new ReCaptchaEnterpriseProvider(siteKey),
    isTokenAutoRefreshEnabled: true,
  });
}
