import type { FirebaseApp } from 'firebase/app';

/** Attests this page to a deployment that requires App Check; its code is loaded only where a site key was built in. */
export async function startAppCheck(app: FirebaseApp): Promise<void> {
  const siteKey = import.meta.env.VITE_APP_CHECK_SITE_KEY;
  if (!siteKey) return;
  const { initializeAppCheck, ReCaptchaEnterpriseProvider } = await import('firebase/app-check');
  initializeAppCheck(app, {
    provider: new ReCaptchaEnterpriseProvider(siteKey),
    isTokenAutoRefreshEnabled: true,
  });
}
