export interface Fix { lon: number; lat: number; accuracy: number }

/** Where the phone is; null where it will not, or cannot, say. */
export function locate(): Promise<Fix | null> {
  return new Promise((resolve) => {
    const service = (navigator as { geolocation?: Geolocation }).geolocation;
    if (!service) { resolve(null); return; }
    service.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
      () => resolve(null), { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 });
  });
}

/** True where a person has already let this page know where it is: it then need not be asked. */
export async function mayLocate(): Promise<boolean> {
  try {
    const permissions = (navigator as { permissions?: Permissions }).permissions;
    return permissions !== undefined && (await permissions.query({ name: 'geolocation' })).state === 'granted';
  } catch {
    return false;
  }
}
