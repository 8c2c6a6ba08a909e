/** Lets the form open without a network: a service worker that keeps the form's own files. True once it is ready; false where the browser allows none (plain http on a name other than localhost). */
export async function keepForm(): Promise<boolean> {
  // Old Chromium and insecure pages have none.
  const container = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  if (!container || !window.isSecureContext) return false;
  try {
    const registration = await container.register('/field-worker.js', { scope: '/map/field', updateViaCache: 'none' });
    const coming = registration.installing ?? registration.waiting;
    if (registration.active) return true;
    return await new Promise((resolve) => coming?.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(true);
      else if (coming.state === 'redundant') resolve(false);
    }));
  } catch {
    return false;
  }
}
