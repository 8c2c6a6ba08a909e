import type OlMap from 'ol/Map.js';
import { containsExtent } from 'ol/extent.js';
import { fromLonLat, transformExtent } from 'ol/proj.js';
import type { Route } from '../route.js';

/** Donghe, where nothing else says where to look. */
const donghe = [109.94, 40.46, 110.44, 40.65];

/** Where a map looks; extents and places in its own metres. */
export interface Look {
  /** Where to look first: where the address says, else at a box of degrees, else at the district. */
  first(view: Route['view'], box: readonly number[] | null): void;
  fit(extent: readonly number[]): void;
  at(place: number[], zoom: number): void;
  holds(extent: number[]): boolean;
}

export function makeLook(map: OlMap): Look {
  return {
    first(view, box) {
      if (view) {
        map.getView().setCenter(fromLonLat([view.lon, view.lat]));
        map.getView().setZoom(view.zoom);
        return;
      }
      map.updateSize();
      map.getView().fit(transformExtent([...(box ?? donghe)], 'EPSG:4326', 'EPSG:3857'), { padding: [16, 16, 16, 16] });
    },
    fit(extent) {
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      map.getView().fit([...extent], { padding: [70, 70, 70, 70], maxZoom: 16, duration: calm ? 0 : 300 });
    },
    at(place, zoom) {
      map.getView().setCenter(place);
      if ((map.getView().getZoom() ?? 0) < zoom) map.getView().setZoom(zoom);
    },
    holds: (extent) => containsExtent(map.getView().calculateExtent(map.getSize()), extent),
  };
}
